/** What the shop sells: from the team's own service where CATALOG_URL names one, else the list below. */
export interface Product {
  readonly id: string;
  readonly name: string;
  /** In cents, so that no sum is ever rounded. */
  readonly price: number;
}

const SAMPLE: readonly Product[] = [
  { id: "lamp", name: "Desk lamp", price: 4_900 },
  { id: "chair", name: "Reading chair", price: 18_900 },
  { id: "shelf", name: "Wall shelf", price: 7_250 },
];

/** Longer than the service's slowest good answer, shorter than the load balancer's idle timeout (60 s). */
const TIMEOUT_MS = 10_000;

/** Every request asks anew: this is the page's per-request data, nothing of it is cached. */
export async function products(): Promise<readonly Product[]> {
  const base = process.env.CATALOG_URL;
  if (base === undefined || base === "") return SAMPLE;
  const answer = await fetch(new URL("/products", base), {
    cache: "no-store",
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`the catalog answered ${answer.status}`);
  return (await answer.json()) as Product[];
}

export async function product(id: string): Promise<Product | undefined> {
  return (await products()).find((one) => one.id === id);
}

/** `4900` as the visitor's language writes it: `€49.00`, `49,00 €`. */
export function money(cents: number, language: string): string {
  return new Intl.NumberFormat(language, { style: "currency", currency: "EUR" }).format(cents / 100);
}
