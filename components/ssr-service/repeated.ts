import type { Fault } from "../fields";

/** Entries that stand in a list a second time, each as a fault at its place under `key`. */
export function repeated(key: string, values: readonly string[] = []): Fault[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index ? [{ path: [key, index], message: "must not be named twice" }] : [],
  );
}
