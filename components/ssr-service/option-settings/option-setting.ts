/** One option of an environment. `V` is the type of the values that other resources supply. */
export interface OptionSetting<V = string> {
  readonly namespace: string;
  readonly name: string;
  readonly value: V | string;
  /** Always empty: left out, each refresh would report it as a change. */
  readonly resource: "";
}

/** Options by namespace and name; those without a value are left out of the list. */
export type Options<V = never> = Readonly<Record<string, Readonly<Record<string, V | string | undefined>>>>;

/**
 * The list of an environment's option settings: strings only, none empty, each option once, in one order whatever the
 * order of the groups' keys, so that the same arguments never show a difference.
 */
export function canonical<V>(groups: readonly Options<V>[]): OptionSetting<V>[] {
  const values = new Map<string, OptionSetting<V>>();
  for (const group of groups) {
    for (const [namespace, options] of Object.entries(group)) {
      for (const [name, value] of Object.entries(options)) {
        if (value !== undefined && value !== "") {
          values.set(`${namespace}\0${name}`, { namespace, name, value, resource: "" });
        }
      }
    }
  }
  // By code units, not by a locale: the order must be the same on every machine.
  return [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, setting]) => setting);
}
