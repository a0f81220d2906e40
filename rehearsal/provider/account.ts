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
import type { Properties } from "../../offline/provider/properties";

/** A change that a deployment makes in the account. */
export interface Change {
  readonly operation: "create" | "update" | "delete";
  readonly urn: string;
  readonly type: string;
}

/** Called before each change; a thrown error is what AWS answers instead of making it. */
export type BeforeChange = (change: Change) => void | Promise<void>;

/**
 * The simulated account: which resources a rehearsal has made and not deleted. A provider of the offline preview keeps no state; here a
 * resource can be read only while it exists, and a name that is taken is refused, as AWS does.
 */
export class Account {
  private readonly existing = new Map<string, Properties>();
  beforeChange: BeforeChange = () => undefined;

  /** How many resources there are. */
  get size(): number {
    return this.existing.size;
  }

  /** The provider as the engine of a deployment sees it. */
  async create(provider: Provider, request: CreateRequest): Promise<CreateResponse> {
    const { type, urn, preview } = request;
    if (preview) return provider.create(request);
    await this.beforeChange({ operation: "create", urn, type });
    const created = provider.create(request);
    if (this.isTaken(type, created.id) && isNamed(provider, request)) {
      throw new Error(
        `creating ${type} (${String(created.id)}): EntityAlreadyExists: a resource with this name exists already`,
      );
    }
    this.existing.set(keyOf(request, created.id), created.properties);
    return created;
  }

  /** What is there; undefined for what is not, or is there no longer. */
  read(provider: Provider, request: ReadRequest, isRefresh: boolean): ReadResponse | undefined {
    if (!isRefresh) return provider.read(request);
    const properties = this.existing.get(keyOf(request, request.id));
    return properties && { id: request.id, properties, simulated: true };
  }

  private isTaken(type: string, id: unknown): boolean {
    const end = ` ${type} ${String(id)}`;
    return [...this.existing.keys()].some((key) => key.endsWith(end));
  }

  async update(provider: Provider, request: UpdateRequest): Promise<UpdateResponse> {
    if (request.preview) return provider.update(request);
    await this.beforeChange({ operation: "update", urn: request.urn, type: request.type });
    const updated = provider.update(request);
    this.existing.set(keyOf(request, request.id), updated.properties);
    return updated;
  }

  async delete(provider: Provider, request: DeleteRequest): Promise<void> {
    await this.beforeChange({ operation: "delete", urn: request.urn, type: request.type });
    provider.delete(request);
    this.existing.delete(keyOf(request, request.id));
  }
}

/** Ids repeat: that of a certificate's validation is a time, that of a bucket's policy the bucket's name. */
function keyOf({ urn, type }: ResourceRequest, id: unknown): string {
  return `${urn} ${type} ${String(id)}`;
}

/** True for a type that has a name of its own: one that the provider makes up where the program gives none. */
function isNamed(provider: Provider, { type, name, urn }: ResourceRequest): boolean {
  const news: Properties = { values: {}, secrets: [] };
  const request: CheckRequest = { type, name, urn, news };
  const { inputs }: CheckResponse = provider.check(request);
  return Object.values(inputs.values).some((value) => typeof value === "string" && value.startsWith(name));
}
