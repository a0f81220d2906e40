import type { ResourceValidationArgs } from "@pulumi/policy";
import { noteTags } from "./tag-exemptions";
import { meets } from "./twins";
import { Value } from "./value";

/**
 * What a pack must have seen of each resource before any of its policies judges it: whether its type is another spelling, and what its
 * tags excuse of others. The SDK calls no policy that is disabled, and passes a policy of one type over for all other types; so each policy that
 * is called looks, and only once the pack's first one was, others may be passed over.
 */
export class Watch {
  private urn: string | undefined;
  private first = false;
  private readonly types = new Set<string>();

  /** @param first whether the pack's first policy, which is called for every resource unless it is disabled, looks */
  see({ urn, type, props }: ResourceValidationArgs, first: boolean): void {
    this.first ||= first;
    if (urn === this.urn) {
      return;
    }
    this.urn = urn;
    this.types.add(type);
    meets(type);
    noteTags(Value.of(props));
  }

  /** Whether a resource of one of these types was seen. */
  hasSeen(types: readonly string[]): boolean {
    return types.some((type) => this.types.has(type));
  }

  /** Whether some policy sees every resource before the others. */
  get seesAll(): boolean {
    return this.first;
  }
}
