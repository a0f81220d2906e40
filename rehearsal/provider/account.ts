import { NOTHING, type Properties } from "../../offline/provider/properties";
import type {
  CheckRequest,
  CheckResponse,
  CreateRequest,
  CreateResponse,
  DeleteRequest,
  Provider,
  ReadRequest,
  ReadResponse,
  ResourceRequest,
  UpdateRequest,
  UpdateResponse,
} from "../../offline/provider/provider";

/** A change that a deployment makes in the account. */
export interface Change {
  readonly operation: "create" | "update" | "delete";
  readonly urn: string;
  readonly type: string;
}

/** Called before each change; a thrown error is what AWS answers instead of making it. */
export type BeforeChange = (change: Change) => void | Promise<void>;

/** A resource that exists. */
interface Existing {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  /** What its values were made up from: differs from the URN in one that replaces another. */
  readonly seed: string;
  readonly properties: Properties;
}

/**
 * The simulated account: which resources a rehearsal has made and not deleted. A provider of the offline preview keeps no state; here a
 * resource can be refreshed only while it exists, a name that is taken is refused, as AWS does, and one that replaces another gets
 * an id and an automatic name of its own.
 */
export class Account {
  private readonly existing = new Map<string, Existing>();
  /** How many resources of a URN there have been. */
  private readonly generations = new Map<string, number>();
  beforeChange: BeforeChange = () => undefined;

  /** How many resources there are. */
  get size(): number {
    return this.existing.size;
  }

  /** Types of what exists, sorted. */
  get types(): string[] {
    return [...this.existing.values()].map(({ type }) => type).sort();
  }

  check(provider: Provider, request: CheckRequest): CheckResponse {
    return provider.check(
      request.olds === undefined ? { ...request, urn: this.nextSeed(request.urn) } : request,
    );
  }

  async create(provider: Provider, request: CreateRequest): Promise<CreateResponse> {
    const { type, urn, preview } = request;
    const seed = this.nextSeed(urn);
    if (preview) return provider.create({ ...request, urn: seed });
    await this.beforeChange({ operation: "create", urn, type });
    const created = provider.create({ ...request, urn: seed });
    const id = String(created.id);
    if (
      isNamed(provider, request) &&
      [...this.existing.values()].some((each) => each.type === type && each.id === id)
    ) {
      throw new Error(
        `creating ${type} (${id}): EntityAlreadyExists: a resource of this name exists already`,
      );
    }
    this.existing.set(keyOf(request, id), { urn, type, id, seed, properties: created.properties });
    this.generations.set(urn, (this.generations.get(urn) ?? 0) + 1);
    return created;
  }

  /** What is there; undefined for what is not, or is there no longer. What a program only reads is taken to be there. */
  read(provider: Provider, request: ReadRequest, isRefresh: boolean): ReadResponse | undefined {
    if (!isRefresh) return provider.read(request);
    const existing = this.existing.get(this.keyOfExisting(request, request.id));
    return existing && { id: existing.id, properties: existing.properties, simulated: true };
  }

  async update(provider: Provider, request: UpdateRequest): Promise<UpdateResponse> {
    const key = this.keyOfExisting(request, request.id);
    const existing = this.existing.get(key);
    const seed = existing?.seed ?? request.urn;
    if (request.preview) return provider.update({ ...request, urn: seed });
    await this.beforeChange({ operation: "update", urn: request.urn, type: request.type });
    const updated = provider.update({ ...request, urn: seed });
    const { urn, type, id } = request;
    this.existing.delete(key);
    this.existing.set(keyOf(request, id), { urn, type, id, seed, properties: updated.properties });
    return updated;
  }

  async delete(provider: Provider, request: DeleteRequest): Promise<void> {
    await this.beforeChange({ operation: "delete", urn: request.urn, type: request.type });
    provider.delete(request);
    this.existing.delete(this.keyOfExisting(request, request.id));
  }

  /** What a person deletes in the console, past Pulumi. */
  deleteByHand(type: string, id: string): void {
    for (const [key, existing] of this.existing) {
      if (existing.type === type && existing.id === id) this.existing.delete(key);
    }
  }

  /** Where a resource is kept: under its URN, or under a former one, since the engine says nothing of an alias. */
  private keyOfExisting(request: ResourceRequest, id: string): string {
    const own = keyOf(request, id);
    if (this.existing.has(own)) return own;
    const [former] = [...this.existing].filter(([, each]) => each.type === request.type && each.id === id);
    return former?.[0] ?? own;
  }

  /** What the values of the next resource of this URN are made up from: the first one's are those of the offline preview. */
  private nextSeed(urn: string): string {
    const generation = this.generations.get(urn) ?? 0;
    const isReplaced = [...this.existing.values()].some((each) => each.urn === urn);
    return isReplaced ? `${urn}#${generation}` : urn;
  }
}

/** Ids repeat: that of a certificate's validation is a time, that of a bucket's policy the bucket's name. */
function keyOf({ urn, type }: ResourceRequest, id: string): string {
  return `${urn} ${type} ${id}`;
}

/** True for a type that has a name of its own: one that the provider makes up where the program gives none. */
function isNamed(provider: Provider, { type, name, urn }: ResourceRequest): boolean {
  const { inputs } = provider.check({ type, name, urn, news: NOTHING });
  return Object.values(inputs.values).some((value) => typeof value === "string" && value.startsWith(name));
}
