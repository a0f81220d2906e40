import { RunError } from "@pulumi/pulumi";
import { serve } from "../engine/pack";
import type { Rule } from "../engine/rule";

/** A policy pack of one's own. */
export interface OwnPack {
  /** Name that findings carry: letters, digits, hyphens, underscores and full stops. */
  readonly name: string;
  /** What the pack is for, one sentence. */
  readonly description: string;
  /** Made by `definePolicy`. */
  readonly policies: readonly Rule[];
}

/**
 * Serves the pack to the Pulumi engine or the offline preview that started this process: the one statement of a pack's `index.ts`.
 *
 * @throws {RunError} where there is no policy, or two of one name
 */
export function servePack({ name, description, policies }: OwnPack): void {
  const ids = policies.map(({ id }) => id);
  const twice = [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))];
  if (policies.length === 0 || twice.length > 0) {
    throw new RunError(
      policies.length === 0
        ? `pack ${name}: policies must hold at least one, got none`
        : `pack ${name}: two policies are named ${twice.join(" and two ")}; give each a name of its own`,
    );
  }
  serve({ name, displayName: name, description, rules: policies });
}
