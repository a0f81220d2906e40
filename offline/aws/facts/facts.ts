import type { Facts } from "../../simulation/rules";
import replacements from "./replacements.json";
import facts from "./types.json";

type Groups = Readonly<Record<string, string>>;

const byModule = new Map<string, ReadonlyMap<string, Facts>>();

/** What the installed @pulumi/aws says of a type; undefined for a type that it does not have. */
export function factsOf(type: string): Facts | undefined {
  const { module, short } = partsOf(type);
  let types = byModule.get(module);
  if (types === undefined) {
    types = read((facts as Readonly<Record<string, Groups>>)[module] ?? {});
    byModule.set(module, types);
  }
  return types.get(short);
}

/** Properties of a type that cannot be changed without a new resource, as far as its documentation says. */
export function replacingProperties(type: string): readonly string[] {
  const { module, short } = partsOf(type);
  const types = (replacements as Readonly<Record<string, Readonly<Record<string, string>>>>)[module] ?? {};
  return (Object.hasOwn(types, short) ? types[short] : undefined)?.split(" ") ?? [];
}

/** The module of a type token, and the name under which the files have it. */
export function partsOf(type: string): { readonly module: string; readonly short: string } {
  const [, module = "", path = "", name = ""] = /^aws:(\w+)\/(\w+):(\w+)$/.exec(type) ?? [];
  return { module, short: path === name.charAt(0).toLowerCase() + name.slice(1) ? name : `${path}:${name}` };
}

/** Every resource type of @pulumi/aws. */
export function allTypes(): string[] {
  return Object.entries(facts as Readonly<Record<string, Groups>>).flatMap(([module, groups]) =>
    Object.values(groups).flatMap((names) => names.split(" ").map((name) => token(module, name))),
  );
}

function token(module: string, short: string): string {
  const [path = "", name = path] = short.includes(":")
    ? short.split(":")
    : [short.charAt(0).toLowerCase() + short.slice(1), short];
  return `aws:${module}/${path}:${name}`;
}

function read(groups: Groups): ReadonlyMap<string, Facts> {
  const types = new Map<string, Facts>();
  for (const [letters, names] of Object.entries(groups)) {
    const each: Facts = {
      arn: letters.includes("a"),
      name: letters.includes("n"),
      tagsAll: letters.includes("t"),
      region: letters.includes("r"),
    };
    names.split(" ").forEach((name) => types.set(name, each));
  }
  return types;
}
