/** The least of many numbers, each with an item: a binary heap. */
export class Heap<Item> {
  private readonly keys: number[] = [];
  private readonly items: Item[] = [];

  get size(): number {
    return this.keys.length;
  }

  /** Key of the least; infinite while empty. */
  get least(): number {
    return this.keys[0] ?? Infinity;
  }

  push(key: number, item: Item): void {
    let at = this.keys.length;
    this.keys.push(key);
    this.items.push(item);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((this.keys[parent] ?? 0) <= key) break;
      this.swap(at, parent);
      at = parent;
    }
  }

  pop(): Item | undefined {
    const item = this.items[0];
    const key = this.keys.pop();
    const last = this.items.pop();
    if (key === undefined || last === undefined || this.keys.length === 0) return item;
    this.keys[0] = key;
    this.items[0] = last;
    this.sink();
    return item;
  }

  private sink(): void {
    let at = 0;
    for (;;) {
      const left = 2 * at + 1;
      const right = left + 1;
      let least = at;
      if ((this.keys[left] ?? Infinity) < (this.keys[least] ?? Infinity)) least = left;
      if ((this.keys[right] ?? Infinity) < (this.keys[least] ?? Infinity)) least = right;
      if (least === at) return;
      this.swap(at, least);
      at = least;
    }
  }

  private swap(a: number, b: number): void {
    const key = this.keys[a] ?? 0;
    this.keys[a] = this.keys[b] ?? 0;
    this.keys[b] = key;
    const item = this.items[a] as Item;
    this.items[a] = this.items[b] as Item;
    this.items[b] = item;
  }
}
