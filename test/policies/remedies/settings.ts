import { change, type Change } from "../fixtures/program";
import type { Setting } from "../fixtures/service";

/** Sets options of an environment or a template that stands in the faulty program, and leaves all others; `undefined` removes one. */
export function options(
  resource: string,
  namespace: string,
  values: Readonly<Record<string, unknown>>,
): Change {
  return change(resource, (each) => ({
    ...each,
    props: {
      ...each.props,
      settings: [
        ...(each.props["settings"] as readonly Setting[]).filter(
          (setting) => setting.namespace !== namespace || !(setting.name in values),
        ),
        ...Object.entries(values)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => ({ namespace, name, value })),
      ],
    },
  }));
}
