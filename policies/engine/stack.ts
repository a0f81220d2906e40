import type { PolicyResource } from "@pulumi/policy";
import type { Subject } from "./rule";
import { Value } from "./value";

/** A resource of the stack with its relations to the others. */
export interface StackResource extends Subject {
  readonly parent: StackResource | undefined;
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

/** All resources of a stack, found by type and by what they refer to. */
export class Stack {
  private readonly byType = new Map<string, StackResource[]>();
  readonly resources: readonly StackResource[];

  constructor(resources: readonly PolicyResource[]) {
    const known = new Map<PolicyResource, Node>();
    this.resources = resources.map((resource) => {
      const node = new Node(resource, known);
      known.set(resource, node);
      const same = this.byType.get(resource.type);
      if (same === undefined) {
        this.byType.set(resource.type, [node]);
      } else {
        same.push(node);
      }
      return node;
    });
  }

  of(types: readonly string[]): StackResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  /** Resources of these types whose `property` refers to `target`. */
  referrers(types: readonly string[], property: string, target: StackResource): StackResource[] {
    return this.of(types).filter((resource) => refersTo(resource, property, target));
  }
}

/**
 * Whether a property of `resource` refers to `target`: by Pulumi's own record of what it was computed from, which holds
 * while ids are still unknown, or by its value, where a program wrote the name down as text.
 */
export function refersTo(resource: StackResource, property: string, target: StackResource): boolean {
  return (
    resource.dependenciesOf(property).includes(target) || holdsIdentity(resource.props.at(property), target)
  );
}

function holdsIdentity(value: Value, target: StackResource): boolean {
  if (value.unknown) {
    return false;
  }
  const text = value.text();
  return (
    text !== undefined &&
    text !== "" &&
    IDENTITIES.some((key) => {
      const identity = target.props.at(key);
      return !identity.unknown && identity.text() === text;
    })
  );
}

class Node implements StackResource {
  readonly props: Value;

  constructor(
    private readonly resource: PolicyResource,
    private readonly known: ReadonlyMap<PolicyResource, Node>,
  ) {
    this.props = Value.of(resource.props);
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
    return this.resource.parent === undefined ? undefined : this.known.get(this.resource.parent);
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
