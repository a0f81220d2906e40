import type { SimulationContext } from "../../offline/contract";
import { fromPlain, wireMap } from "../../offline/engine/wire";
import { UNKNOWN as OLD } from "../../offline/values";
import { loadTables, type Tables } from "../../offline/engine/tables";
import { UNKNOWN, ResourceReference, isObject, Asset } from "../../offline/provider/properties";
import type { PlainProperties, Properties } from "../../offline/provider/properties";
import type * as p from "../../offline/provider/provider";

void fromPlain;
void wireMap;
let tables: Tables;
export async function load() {
  tables = await loadTables();
}
const swap = (v: unknown, a: unknown, b: unknown): unknown =>
  v === a
    ? b
    : v instanceof ResourceReference
      ? swap(v.id, a, b)
      : Array.isArray(v)
        ? v.map((x) => swap(x, a, b))
        : isObject(v)
          ? Object.fromEntries(Object.entries(v).map(([k, x]) => [k, swap(x, a, b)]))
          : v;
const old = (v: PlainProperties) => swap(v, UNKNOWN, OLD) as PlainProperties;
const neu = (v: PlainProperties) => swap(v, OLD, UNKNOWN) as PlainProperties;
const seal = (before: Properties, values: PlainProperties): Properties => ({
  values,
  secrets: before.secrets,
});
void Asset;
const equal = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
const hex = (text: string): string => {
  let hash = 0x811c9dc5;
  for (const c of text) hash = Math.imul(hash ^ (c.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0").slice(0, 7);
};

export const configure: p.Configure = ({ variables }) => {
  const json = (v: unknown): unknown => {
    try {
      return typeof v === "string" ? (JSON.parse(v) as unknown) : v;
    } catch {
      return v;
    }
  };
  const context = (urn: string, props: PlainProperties): SimulationContext => {
    const region =
      [props["region"], variables["region"]].find((r): r is string => typeof r === "string") ?? "us-east-1";
    const tags = (json(variables["defaultTags"]) as { tags?: Record<string, unknown> } | undefined)?.tags;
    const [, , project = "", ,] = urn.split("::");
    return {
      account: "000000000000",
      region,
      partition: "aws",
      stack: urn.split(":")[2] ?? "",
      project: urn === "" ? "" : (urn.split("::")[1] ?? project),
      urn,
      ...(tags === undefined ? {} : { defaultTags: tags }),
    };
  };
  const create = (r: p.ResourceRequest & { properties: Properties }) => {
    const plain = old(r.properties.values);
    const s = tables.simulate(r.type, r.name, plain, context(r.urn, plain));
    if (!s) return { id: `${r.name}-${hex(r.urn)}`, properties: r.properties, simulated: false };
    return {
      id: s.id === OLD ? UNKNOWN : s.id,
      properties: seal(r.properties, { ...r.properties.values, ...neu(s.outputs) }),
      simulated: true,
    } as p.CreateResponse;
  };
  const provider: p.Provider = {
    check: ({ type, name, urn, news }) => {
      const plain = old(news.values);
      const added = neu(tables.checkInputs(type, name, plain, context(urn, plain)));
      return { inputs: seal(news, { ...added, ...news.values }), failures: [] };
    },
    diff: ({ oldInputs, news }) => {
      const keys = [...new Set([...Object.keys(oldInputs.values), ...Object.keys(news.values)])];
      const diffs = keys.filter((k) => !equal(oldInputs.values[k], news.values[k]));
      const replaces = diffs.filter((k) => k === "name" || k === "bucket");
      return { diffs, replaces, deleteBeforeReplace: replaces.length === 0 };
    },
    create: (r) => (r.preview ? { id: UNKNOWN, properties: r.properties, simulated: true } : create(r)),
    read: (r) => {
      const plain = old(r.properties.values);
      const read = r.preview ? undefined : tables.simulateRead(r.type, r.id, plain, context(r.urn, plain));
      return {
        id: r.id,
        properties: read
          ? seal(r.properties, { ...r.properties.values, ...neu(read.outputs) })
          : r.properties,
        simulated: true,
      };
    },
    update: (r) => ({ properties: create({ ...r, properties: r.news }).properties }),
    delete: () => undefined,
    invoke: ({ token, args }) => {
      const plain = old(args.values);
      const a = tables.invoke(token, plain, context("", plain));
      if (!a) return undefined;
      return "failure" in a
        ? { failures: [{ property: "", reason: a.failure }] }
        : { result: { values: neu(a.known), secrets: [] } };
    },
    call: () => Promise.resolve(undefined),
    construct: async (r, monitor) => {
      const plain = old(r.inputs.values);
      const known: p.RegisteredResource[] = [];
      class Pending extends Error {
        constructor(readonly child: Parameters<Parameters<Tables["expandRemote"]>[4]>[0]) {
          super();
        }
      }
      for (;;) {
        const made = new Map<unknown, p.RegisteredResource>();
        let n = 0;
        try {
          const out = tables.expandRemote(r.type, r.name, plain, context(r.urn, plain), (child) => {
            const k = known[n++];
            if (!k) throw new Pending(child);
            const reg = {
              urn: k.urn,
              id: k.id === UNKNOWN || k.id === undefined ? OLD : k.id,
              outputs: old(k.outputs.values),
            } as ReturnType<Parameters<Tables["expandRemote"]>[4]>;
            made.set(reg, k);
            return reg;
          });
          if (!out) return undefined;
          const conv = (v: unknown): unknown => {
            const k = made.get(v);
            if (k) return new ResourceReference(k.urn, k.id);
            if (v === OLD) return UNKNOWN;
            if (Array.isArray(v)) return v.map(conv);
            return isObject(v) ? Object.fromEntries(Object.entries(v).map(([a, b]) => [a, conv(b)])) : v;
          };
          return { state: seal(r.inputs, conv(out.outputs) as PlainProperties) };
        } catch (e) {
          if (!(e instanceof Pending)) throw e;
          const { child } = e;
          const pd = child.propertyDependencies ?? {};
          known.push(
            await monitor.registerResource({
              type: child.type,
              name: child.name,
              parent: child.parent ?? r.urn,
              inputs: { values: neu(child.inputs), secrets: [] },
              custom: child.custom ?? true,
              propertyDependencies: pd,
              dependencies: [...new Set([...Object.values(pd).flat(), ...(child.dependsOn ?? [])])],
            }),
          );
        }
      }
    },
  };
  return provider;
};
