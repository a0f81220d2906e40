import { createHash } from "node:crypto";
import { given } from "./text";
import type { Entry, StackEntries } from "./entries";

const SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** Numbers by which GitHub sorts: from 9.0 critical, from 7.0 high, from 4.0 medium. */
const SECURITY_SEVERITY: Readonly<Record<string, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "2.0",
};

/**
 * The findings as SARIF 2.1.0, one run for all stacks.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif(stacks: readonly StackEntries[]): string {
  const entries = stacks.flatMap((stack) => stack.entries);
  const rules = new Map(entries.map((entry) => [ruleId(entry), entry]));
  const ids = [...rules.keys()].sort();
  const log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "web-infra preview",
            rules: ids.flatMap((id) => {
              const entry = rules.get(id);
              return entry === undefined ? [] : [ruleOf(id, entry)];
            }),
          },
        },
        columnKind: "utf16CodeUnits",
        invocations: stacks.map(({ stack, succeeded, errors }) => ({
          executionSuccessful: errors.length === 0,
          exitCode: succeeded ? 0 : 1,
          properties: { stack },
          toolExecutionNotifications: errors.map((text) => ({ level: "error", message: { text } })),
        })),
        results: entries.map((entry) => resultOf(entry, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleId({ pack, policy }: Entry): string {
  return `${pack}/${policy}`;
}

function ruleOf(id: string, { description, remedy, url, tags, mandatory, severity, policy }: Entry) {
  const security = SECURITY_SEVERITY[severity];
  return {
    id,
    name: policy,
    shortDescription: { text: given(description, policy) },
    help: { text: given(remedy, given(description, policy)) },
    ...(url === "" ? {} : { helpUri: url }),
    defaultConfiguration: { level: mandatory ? "error" : "warning" },
    ...(security === undefined && tags.length === 0
      ? {}
      : {
          properties: {
            ...(security === undefined ? {} : { "security-severity": security }),
            ...(tags.length === 0 ? {} : { tags: [...new Set(tags)] }),
          },
        }),
  };
}

function resultOf(entry: Entry, ids: readonly string[]) {
  const { stack, urn, subject, detail, mandatory, place } = entry;
  const id = ruleId(entry);
  return {
    ruleId: id,
    ruleIndex: ids.indexOf(id),
    level: mandatory ? "error" : "warning",
    message: { text: `${subject} (${stack}): ${detail}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(place.file) },
          region: { startLine: place.line, startColumn: place.column },
        },
        ...(urn === "" ? {} : { logicalLocations: [{ fullyQualifiedName: urn, kind: "resource" }] }),
      },
    ],
    partialFingerprints: { "policyResource/v1": fingerprint(entry) },
  };
}

/** The same for the same policy, resource and fault, wherever the program's lines have moved. */
export function fingerprint({ stack, pack, policy, urn, detail }: Entry): string {
  return createHash("sha256").update([stack, pack, policy, urn, detail].join("\n")).digest("hex");
}
