import { records, text, type Resource } from "../preview-document";

/** What a box of the picture stands for; decides its shape and colour. */
export type BoxKind =
  | "visitor"
  | "dns"
  | "cdn"
  | "edge"
  | "cache"
  | "bucket"
  | "origin"
  | "firewall"
  | "load-balancer"
  | "environment"
  | "instances"
  | "scaling"
  | "stage";

/** One box: a part of the way of a request, or a stage of a release. */
export interface Box {
  /** The same before and after a change of its settings. */
  readonly id: string;
  readonly kind: BoxKind;
  readonly title: string;
  /** Settings that matter, one a line. */
  readonly lines: readonly string[];
  /** URNs of the resources that it stands for. */
  readonly urns: readonly string[];
}

export interface Arrow {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  /** Something acts on the other box; no request goes along it. */
  readonly aside?: boolean;
}

/** The way of a request through a site or service, or of a release through a pipeline. */
export interface Path {
  readonly id: string;
  readonly kind: "site" | "service" | "pipeline";
  readonly name: string;
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
}

/** A stack's resources, to follow what refers to what. */
export class Graph {
  readonly #byUrn: ReadonlyMap<string, Resource>;

  constructor(readonly resources: readonly Resource[]) {
    this.#byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  find(urn: string | undefined): Resource | undefined {
    return urn === undefined ? undefined : this.#byUrn.get(urn);
  }

  ofType(type: string): readonly Resource[] {
    return this.resources.filter((resource) => resource.type === type);
  }

  /** The resources of a type that a property is made of. */
  sources(resource: Resource, property: string, type?: string): readonly Resource[] {
    return (resource.propertyDependencies[property] ?? [])
      .flatMap((urn) => this.find(urn) ?? [])
      .filter((source) => type === undefined || source.type === type);
  }

  /** The resources of a type with a property that is made of this one. */
  users(resource: Resource, type: string, property?: string): readonly Resource[] {
    return this.ofType(type).filter((user) =>
      property === undefined
        ? user.dependencies.includes(resource.urn)
        : user.propertyDependencies[property]?.includes(resource.urn) === true,
    );
  }

  /** The name that people know it by: that of the component around it, else its own. */
  nameOf(resource: Resource): string {
    const parent = this.find(resource.parent);
    if (parent === undefined || parent.custom || parent.type === "pulumi:pulumi:Stack") return resource.name;
    const siblings = this.resources.filter(
      (other) => other.type === resource.type && other.parent === resource.parent,
    );
    return siblings.length === 1 ? parent.name : resource.name;
  }
}

/** The names that lead to a resource, from its alias records: one box; undefined where the stack has none. */
export function dnsBox(graph: Graph, target: Resource): Box | undefined {
  const found = [...graph.users(target, RECORD, "aliases"), ...graph.users(target, RECORD, "records")].filter(
    ({ inputs }) => !/^_/.test(text(inputs["name"])),
  );
  if (found.length === 0) return undefined;
  const types = new Map<string, string[]>();
  for (const { inputs } of found) {
    const name = text(inputs["name"]);
    types.set(name, [...(types.get(name) ?? []), text(inputs["type"])]);
  }
  return {
    id: "dns",
    kind: "dns",
    title: "Route 53",
    lines: [...types].map(
      ([name, kinds]) =>
        `${name} (${[...new Set(kinds)].join(", ")} ${new Set(kinds).size === 1 ? "record" : "records"})`,
    ),
    urns: found.map(({ urn }) => urn),
  };
}

const RECORD = "aws:route53/record:Record";

export const VISITOR: Box = { id: "visitor", kind: "visitor", title: "Visitor", lines: [], urns: [] };

/** Visitor → Route 53 → a box, or the visitor alone where the stack has no record. */
export function firstBoxes(graph: Graph, target: Resource, to: string): { boxes: Box[]; arrows: Arrow[] } {
  const dns = dnsBox(graph, target);
  if (dns === undefined) return { boxes: [VISITOR], arrows: [{ from: "visitor", to, label: "" }] };
  return {
    boxes: [VISITOR, dns],
    arrows: [
      { from: "visitor", to: "dns", label: "name" },
      { from: "dns", to, label: "HTTPS" },
    ],
  };
}

/** The first object at a property, which may be a list of one. */
export function only(
  inputs: Readonly<Record<string, unknown>>,
  key: string,
): Readonly<Record<string, unknown>> {
  return records(inputs[key])[0] ?? {};
}

/** The value of a Beanstalk option; "" where it is not set. */
export function optionOf(environment: Resource, namespace: string, name: string): string {
  const settings = records(environment.inputs["settings"]);
  const found = settings.find((setting) => setting["namespace"] === namespace && setting["name"] === name);
  return found === undefined ? "" : text(found["value"]);
}

/** A box without the lines that say nothing. */
export function box(
  id: string,
  kind: BoxKind,
  title: string,
  lines: readonly string[],
  from: readonly Resource[],
): Box {
  return { id, kind, title, lines: lines.filter((line) => line !== ""), urns: from.map(({ urn }) => urn) };
}
