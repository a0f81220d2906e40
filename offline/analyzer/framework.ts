/** Choosing policies by the framework that they belong to. */
import { UsageError } from "../errors";
import type { EffectivePolicy, PolicyInfo } from "./levels";
import { nearestName } from "./nearest";

const TAG = "framework:";

function frameworksOf({ tags }: PolicyInfo): string[] {
  return tags.filter((tag) => tag.startsWith(TAG)).map((tag) => tag.slice(TAG.length));
}

/** Switches off every policy that does not belong to the framework; all stay as they are where none is chosen. */
export function ofFramework(
  policies: readonly EffectivePolicy[],
  framework: string | undefined,
): readonly EffectivePolicy[] {
  return framework === undefined
    ? policies
    : policies.map((policy) =>
        frameworksOf(policy.info).includes(framework) ? policy : { ...policy, level: "disabled" as const },
      );
}

/** Refuses a framework that no policy of any pack belongs to: the preview would judge nothing and pass. */
export function checkFramework(
  packs: readonly (readonly PolicyInfo[])[],
  framework: string | undefined,
): void {
  const known = [...new Set(packs.flat().flatMap(frameworksOf))].sort();
  if (framework === undefined || known.includes(framework)) return;
  const nearest = nearestName(framework, known);
  throw new UsageError(
    `--framework ${framework}: no policy belongs to it` +
      (nearest === undefined ? "" : `; did you mean ${nearest}?`) +
      (known.length === 0 ? "; the packs name no framework" : ` (known: ${known.join(", ")})`),
  );
}
