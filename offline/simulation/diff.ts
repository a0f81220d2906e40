import { isDeepStrictEqual } from "node:util";
import { isAutomaticName, nameProperty } from "./auto-name";
import type { Simulated } from "./simulate";
import type { DiffRequest, DiffResponse } from "../provider/provider";

/**
 * Compares inputs key by key. A new resource with the name of the old one can only be made once that is gone: so it is for a name that
 * the program gives and does not change.
 *
 * @param forcesReplacement true for a property that cannot be changed in place
 */
export function diffInputs(
  request: DiffRequest,
  forcesReplacement: (property: string) => boolean,
  resource?: Simulated,
): DiffResponse {
  const { oldInputs, news, ignoreChanges } = request;
  const ignored = new Set(ignoreChanges.map((path) => path.split(/[.[]/)[0]));
  const keys = new Set([...Object.keys(oldInputs.values), ...Object.keys(news.values)]);
  const diffs = [...keys].filter(
    (key) =>
      !ignored.has(key) &&
      !isDeepStrictEqual(oldInputs.values[key] ?? undefined, news.values[key] ?? undefined),
  );
  const replaces = diffs.filter(forcesReplacement);
  const name = resource === undefined ? undefined : nameProperty(resource);
  const fixedName =
    name !== undefined &&
    resource !== undefined &&
    !diffs.includes(name) &&
    !isAutomaticName(news.values[name]);
  return { diffs, replaces, deleteBeforeReplace: replaces.length > 0 && fixedName };
}
