/**
 * A baseline: findings that a stack has for now, so that a preview shows only what is new. An entry holds for a finding as long as what the
 * policy judged stays as it is; a resource that changes is judged anew, so that an entry never covers a later fault.
 */
import { createHash } from "node:crypto";
import { existsSync, writeFileSync } from "node:fs";
import type { Finding } from "../analyzer/findings";
import type { Resource } from "../engine/deployment";
import { STACK_TYPE } from "../engine/urn";
import { UsageError } from "../errors";
import { readJsonFile } from "../json-file";
import { asRecord, kindOf } from "../project/project";
import { shown } from "../provider/wire";

/** A finding of a baseline. */
export interface BaselineEntry {
  readonly pack: string;
  readonly policy: string;
  readonly urn: string;
  /** Of what was judged: SHA-256 in hexadecimal. */
  readonly judged: string;
}

/** Entries by the stack. */
export type Baseline = Readonly<Record<string, readonly BaselineEntry[]>>;

/** What a baseline makes of the findings of a stack. */
export interface Compared {
  /** New ones, and those whose resource has changed since. */
  readonly fresh: readonly Finding[];
  /** Those that the baseline holds. */
  readonly known: readonly BaselineEntry[];
  /** How many of its entries are of findings that are gone. */
  readonly gone: number;
}

const VERSION = 1;
const KEYS = ["pack", "policy", "urn", "judged"] as const;

/** @throws UsageError where the file is none */
export function readBaseline(path: string): Baseline {
  const name = `--baseline ${path}`;
  const { version, stacks } = asRecord(readJsonFile(path, name)) ?? {};
  const lists = asRecord(stacks);
  if (version !== VERSION || lists === undefined) {
    throw new UsageError(`${name}: is no baseline; write one with --write-baseline ${path}`);
  }
  return Object.fromEntries(
    Object.entries(lists).map(([stack, list]) => {
      if (!Array.isArray(list))
        throw new UsageError(`${name}: stacks.${stack} must be a list, got ${kindOf(list)}`);
      return [stack, list.map((entry, index) => entryOf(entry, `${name}: stacks.${stack}[${index}]`))];
    }),
  );
}

function entryOf(given: unknown, at: string): BaselineEntry {
  const entry = asRecord(given) ?? {};
  const [pack, policy, urn, judged] = KEYS.map((key) => {
    const value = entry[key];
    if (typeof value !== "string")
      throw new UsageError(`${at}.${key} must be a text, got ${kindOf(value)}; write the baseline anew`);
    return value;
  }) as [string, string, string, string];
  return { pack, policy, urn, judged };
}

/** Writes the findings of these stacks; what the file holds of other stacks stays. */
export function writeBaseline(path: string, stacks: Baseline): void {
  const others = existsSync(path) ? readBaseline(path) : {};
  const all = { ...others, ...stacks };
  const sorted = Object.fromEntries(
    Object.keys(all)
      .sort()
      .map((stack) => [stack, all[stack]]),
  );
  try {
    writeFileSync(path, `${JSON.stringify({ version: VERSION, stacks: sorted }, null, 2)}\n`);
  } catch (error) {
    throw new UsageError(
      `--write-baseline ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`,
    );
  }
}

/** Holds findings against the entries of their stack; each entry covers one finding. */
export function compared(
  findings: readonly Finding[],
  entries: readonly BaselineEntry[],
  resources: readonly Resource[],
): Compared {
  const open = [...entries];
  const known: BaselineEntry[] = [];
  const fresh: Finding[] = [];
  const fingerprints = new Fingerprints(resources);
  for (const finding of findings) {
    const entry = fingerprints.entryOf(finding);
    const at = open.findIndex((each) => keyOf(each) === keyOf(entry));
    if (at >= 0) {
      open.splice(at, 1);
      known.push(entry);
      continue;
    }
    const changed = open.some((each) => subjectOf(each) === subjectOf(entry));
    fresh.push(changed ? outdated(finding) : finding);
  }
  const found = new Set(findings.map(subjectOf));
  return { fresh, known, gone: open.filter((entry) => !found.has(subjectOf(entry))).length };
}

/** The entries that a baseline of these findings has. */
export function entriesFor(
  findings: readonly Finding[],
  resources: readonly Resource[],
): readonly BaselineEntry[] {
  const fingerprints = new Fingerprints(resources);
  return findings.map((finding) => fingerprints.entryOf(finding));
}

const OUTDATED = "(the baseline has it, but what it judges has changed since)";

function outdated(finding: Finding): Finding {
  const add = (text: string) => (text === "" ? OUTDATED : `${text}\n${OUTDATED}`);
  return { ...finding, message: add(finding.message), detail: add(finding.detail) };
}

const subjectOf = ({ pack, policy, urn }: Pick<BaselineEntry, "pack" | "policy" | "urn">) =>
  `${pack} ${policy} ${urn}`;
const keyOf = (entry: BaselineEntry) => `${subjectOf(entry)} ${entry.judged}`;

/** What a policy judges of a resource; its tags only where the policy is about tags. */
function judgedOf(resource: Resource, withTags: boolean): unknown {
  const { tags, tagsAll, ...inputs } = shown(resource.inputs);
  return [resource.type, resource.protect, inputs, ...(withTags ? [tags, tagsAll] : [])];
}

class Fingerprints {
  private readonly byUrn: ReadonlyMap<string, Resource>;
  private neighbours: ReadonlyMap<string, ReadonlySet<Resource>> | undefined;

  constructor(private readonly resources: readonly Resource[]) {
    this.byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  }

  entryOf(finding: Finding): BaselineEntry {
    const { pack, policy, urn, detail, ofStack } = finding;
    const resource = this.byUrn.get(urn);
    const withTags = policy.includes("tag");
    // A finding on the whole stack is known by what it says; one that the stack shows, by the resources next to its own, too.
    const judged =
      resource === undefined || resource.type === STACK_TYPE
        ? detail
        : [resource, ...(ofStack ? this.nextTo(resource) : [])].map((each) => judgedOf(each, withTags));
    return { pack, policy, urn, judged: createHash("sha256").update(JSON.stringify(judged)).digest("hex") };
  }

  /** The resources that it was made from, and those that were made from it, by their URN. */
  private nextTo({ urn }: Resource): readonly Resource[] {
    this.neighbours ??= this.related();
    return [...(this.neighbours.get(urn) ?? [])].sort((a, b) => a.urn.localeCompare(b.urn, "en"));
  }

  private related(): ReadonlyMap<string, ReadonlySet<Resource>> {
    const all = new Map<string, Set<Resource>>();
    const add = (urn: string, resource: Resource) => {
      const own = all.get(urn) ?? new Set<Resource>();
      all.set(urn, own.add(resource));
    };
    for (const resource of this.resources) {
      for (const urn of new Set(Object.values(resource.propertyDependencies).flat())) {
        const other = this.byUrn.get(urn);
        if (other === undefined || !other.custom) continue;
        add(urn, resource);
        add(resource.urn, other);
      }
    }
    return all;
  }
}
