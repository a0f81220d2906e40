/** A copy without one key. */
export function omit<T extends object, K extends keyof T & string>(value: T, key: K): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as unknown as Omit<T, K>;
}
