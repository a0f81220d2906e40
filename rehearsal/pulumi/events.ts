import { existsSync, readFileSync } from "node:fs";

/** A finding of a policy pack. */
export interface Finding {
  readonly pack: string;
  readonly policy: string;
  readonly enforcement: string;
  readonly urn: string;
  readonly message: string;
}

/** What the engine did, or would do, in one run of a command. */
export interface Events {
  readonly findings: readonly Finding[];
  /** By kind of step (`create`, `update`, `replace`, `same`): the URNs. */
  readonly operations: ReadonlyMap<string, ReadonlySet<string>>;
  readonly errors: readonly string[];
}

interface EngineEvent {
  readonly resourcePreEvent?: { readonly metadata: { readonly op: string; readonly urn: string } };
  readonly policyEvent?: {
    readonly resourceUrn?: string;
    readonly message: string;
    readonly policyName: string;
    readonly policyPackName: string;
    readonly enforcementLevel: string;
  };
  readonly diagnosticEvent?: {
    readonly message: string;
    readonly severity: string;
    readonly ephemeral?: boolean;
  };
}

/** Reads an event log, one JSON object a line (pulumi/pulumi, sdk/go/common/apitype/events.go). */
export function readEvents(path: string): Events {
  const findings: Finding[] = [];
  const operations = new Map<string, Set<string>>();
  const errors: string[] = [];
  for (const event of eventsOf(path)) {
    if (event.policyEvent) findings.push(findingOf(event.policyEvent));
    if (event.resourcePreEvent && !isDefaultProvider(event.resourcePreEvent.metadata.urn)) {
      const { op, urn } = event.resourcePreEvent.metadata;
      operations.set(op, (operations.get(op) ?? new Set()).add(urn));
    }
    const { diagnosticEvent } = event;
    if (diagnosticEvent?.severity === "error") errors.push(withoutColor(diagnosticEvent.message).trim());
  }
  return { findings, operations, errors };
}

/** A provider that the engine makes because the program names none; a preview does not show it either. */
export function isDefaultProvider(urn: string): boolean {
  return /::pulumi:providers:[^:]+::default(?:_[^:]*)?$/.test(urn);
}

/** The URNs of the steps of these kinds. */
export function urnsOf({ operations }: Events, ...kinds: readonly string[]): Set<string> {
  return new Set(kinds.flatMap((kind) => [...(operations.get(kind) ?? [])]));
}

function eventsOf(path: string): EngineEvent[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as EngineEvent);
}

function findingOf(event: NonNullable<EngineEvent["policyEvent"]>): Finding {
  return {
    pack: event.policyPackName,
    policy: event.policyName,
    enforcement: event.enforcementLevel,
    urn: event.resourceUrn ?? "",
    message: withoutColor(event.message).trim(),
  };
}

/** The engine marks colours as `<{%reset%}>`. */
function withoutColor(text: string): string {
  return text.replaceAll(/<\{%[^%]*%\}>/g, "");
}
