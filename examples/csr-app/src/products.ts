import armchair from "./images/armchair.svg";
import lamp from "./images/lamp.svg";

export interface Product {
  readonly id: string;
  readonly name: string;
  /** In cents. */
  readonly price: number;
  /** Imported, so its name carries a hash of its content and the browser keeps it for good. */
  readonly image: string;
}

export const PRODUCTS: readonly Product[] = [
  { id: "lamp", name: "Desk lamp", price: 4_900, image: lamp },
  { id: "chair", name: "Reading chair", price: 18_900, image: armchair },
];

const EUROS = new Intl.NumberFormat(undefined, { style: "currency", currency: "EUR" });

export function money(cents: number): string {
  return EUROS.format(cents / 100);
}
