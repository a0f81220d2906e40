/** A cart: @@version@@. */
export class Cart {
  /** How many items there are. */
  readonly size: number = 0;
}

/** An item of a {@link Cart}. */
export interface Item {
  readonly name: string;
}

/** Adds an {@link Item} to a {@link Cart}. */
export function add(cart: Cart, item: Item): Cart {
  return item.name === "" ? cart : new Cart();
}
