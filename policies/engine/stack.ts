import type { PolicyResource } from "@pulumi/policy";
import { isOtherSpelling } from "../spellings/spellings";
import type { Subject } from "./subject";
import { twinsOf } from "./twins";
import { Value } from "./value";

/** A resource of the stack with its relations to the others. */
export interface StackResource extends Subject {
  readonly parent: StackResource | undefined;
  /**
   * What the program gave, without what AWS answered: to tell a value that was left out from one that AWS fills in. The
   * same as `props` where the resource was not seen by itself before, or for rules that have no check of one resource.
   */
  readonly inputs: Value;
  /** The resources that this property was computed from; empty where it is a plain value. */
  dependenciesOf(property: string): readonly StackResource[];
  /** The resources that it depends on in any way. */
  readonly dependencies: readonly StackResource[];
}

/** What identifies a resource in another's properties. */
const IDENTITIES = [
  "id",
  "arn",
  "name",
  "bucket",
  "bucketDomainName",
  "bucketRegionalDomainName",
  "domainName",
  "dnsName",
  "cname",
  "endpointUrl",
];

/** Who refers to whom by one property: looked up, not searched, so that a stack's size only counts once. */
interface References {
  readonly byTarget: ReadonlyMap<StackResource, readonly StackResource[]>;
  readonly byText: ReadonlyMap<string, readonly StackResource[]>;
}

/** All resources of a stack, found by type and by what they refer to. */
export class Stack {
  private readonly byType = new Map<string, StackResource[]>();
  private readonly references = new Map<string, References>();
  private readonly identities = new Map<string, ReadonlyMap<string, readonly StackResource[]>>();
  readonly resources: readonly StackResource[];

  /** @param inputs what the program gave for a resource, by its URN */
  constructor(resources: readonly PolicyResource[], inputs: ReadonlyMap<string, Value> = new Map()) {
    const known = new Map<PolicyResource, readonly StackResource[]>();
    this.resources = resources.flatMap((resource) => {
      const node = new Node(resource, known, inputs.get(resource.urn));
      const nodes = isOtherSpelling(resource.type) ? [node, ...twinNodes(node)] : [node];
      known.set(resource, nodes);
      for (const each of nodes) {
        push(this.byType, each.type, each);
      }
      return nodes;
    });
  }

  of(types: readonly string[]): StackResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /**
   * Resources of these types whose `property` refers to `target`: by Pulumi's own record of what it was computed from,
   * which holds while ids are still unknown, or by its value, where a program wrote the name down as text.
   */
  referrers(types: readonly string[], property: string, target: StackResource): StackResource[] {
    const { byTarget, byText } = this.referencesOf(types, property);
    const found = identitiesOf(target).flatMap((text) => byText.get(text) ?? []);
    return [...new Set([...(byTarget.get(target) ?? []), ...found])];
  }

  /** The same, seen from the other side: resources of these types that `property` of `resource` refers to. */
  targets(resource: StackResource, property: string, types: readonly string[]): StackResource[] {
    const dependencies = resource.dependenciesOf(property).filter(({ type }) => types.includes(type));
    const text = textOf(resource.props.at(property));
    return [...new Set([...dependencies, ...(text === undefined ? [] : this.named(types, text))])];
  }

  /** Resources of these types that `text` identifies. */
  named(types: readonly string[], text: string): readonly StackResource[] {
    const key = types.join();
    let index = this.identities.get(key);
    if (index === undefined) {
      const made = new Map<string, StackResource[]>();
      for (const resource of this.of(types)) {
        for (const identity of new Set(identitiesOf(resource))) {
          push(made, identity, resource);
        }
      }
      index = made;
      this.identities.set(key, index);
    }
    return index.get(text) ?? [];
  }

  /** Resources of these types whose `property` is exactly this text. */
  holding(types: readonly string[], property: string, text: string): readonly StackResource[] {
    return this.referencesOf(types, property).byText.get(text) ?? [];
  }

  private referencesOf(types: readonly string[], property: string): References {
    const key = [property, ...types].join();
    let references = this.references.get(key);
    if (references === undefined) {
      const byTarget = new Map<StackResource, StackResource[]>();
      const byText = new Map<string, StackResource[]>();
      for (const resource of this.of(types)) {
        for (const target of resource.dependenciesOf(property)) {
          push(byTarget, target, resource);
        }
        const text = textOf(resource.props.at(property));
        if (text !== undefined) {
          push(byText, text, resource);
        }
      }
      references = { byTarget, byText };
      this.references.set(key, references);
    }
    return references;
  }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) {
    map.set(key, [value]);
  } else {
    list.push(value);
  }
}

function textOf(value: Value): string | undefined {
  const text = value.unknown ? undefined : value.text();
  return text === "" ? undefined : text;
}

function identitiesOf(resource: StackResource): string[] {
  return IDENTITIES.flatMap((key) => textOf(resource.props.at(key)) ?? []);
}

/**
 * What a resource of another spelling is in the AWS provider's types. Which of its properties came from which resource is
 * recorded under its own names, so that each property of a twin counts as made from all of them.
 */
function twinNodes(node: Node): StackResource[] {
  return twinsOf(node).map(({ type, name, props }) => ({
    urn: node.urn,
    type,
    name,
    props,
    inputs: props,
    parent: node.parent,
    providerRegion: node.providerRegion,
    defaultTags: node.defaultTags,
    dependencies: node.dependencies,
    dependenciesOf: () => node.dependencies,
  }));
}

class Node implements StackResource {
  readonly props: Value;
  readonly inputs: Value;

  constructor(
    private readonly resource: PolicyResource,
    private readonly known: ReadonlyMap<PolicyResource, readonly StackResource[]>,
    inputs: Value | undefined,
  ) {
    this.props = Value.of(resource.props);
    this.inputs = inputs ?? this.props;
  }

  get urn() {
    return this.resource.urn;
  }
  get type() {
    return this.resource.type;
  }
  get name() {
    return this.resource.name;
  }
  get providerRegion() {
    return Value.of(this.resource.provider?.props).at("region");
  }
  get defaultTags() {
    return Value.of(this.resource.provider?.props).at("defaultTags");
  }
  get parent(): StackResource | undefined {
    return this.resource.parent === undefined ? undefined : this.known.get(this.resource.parent)?.[0];
  }
  get dependencies() {
    return this.nodes(this.resource.dependencies);
  }
  dependenciesOf(property: string) {
    return this.nodes(this.resource.propertyDependencies[property] ?? []);
  }
  private nodes(resources: readonly PolicyResource[]): StackResource[] {
    return resources.flatMap((each) => this.known.get(each) ?? []);
  }
}
