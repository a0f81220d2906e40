/** Reads what `pulumi stack export` writes: a deployment of version 3. */
import { UsageError } from "../errors";
import { readJsonFile } from "../json-file";
import { asRecord } from "../project/project";

/** A resource as it stands in the file. */
export type StateRecord = Readonly<Record<string, unknown>> & { readonly urn: string; readonly type: string };

export interface StateFile {
  readonly stack: string;
  readonly project: string;
  /** Without those that AWS has lost to a replacement and that only wait for their deletion. */
  readonly resources: readonly StateRecord[];
  /** Operations that an interrupted update has left open. */
  readonly pending: number;
}

const VERSION = 3;

/**
 * Reads the file, which is named as `--state` in messages.
 *
 * @throws UsageError with one line, where it is no state
 */
export function readStateFile(path: string): StateFile {
  const name = `--state ${path}`;
  const document = asRecord(readJsonFile(path, name));
  const deployment = asRecord(document?.["deployment"]);
  // The state of an empty stack has no resources.
  const resources: unknown = deployment === undefined ? undefined : (deployment["resources"] ?? []);
  if (!Array.isArray(resources)) {
    throw new UsageError(
      `${name}: is no state; write one with pulumi stack export --stack NAME --file ${path}`,
    );
  }
  const version = document?.["version"];
  if (version !== VERSION) {
    throw new UsageError(
      `${name}: is a state of version ${version === undefined ? "none" : JSON.stringify(version)}, not ${VERSION}; write it anew with pulumi stack export`,
    );
  }
  const records = resources.map((resource, index) => recordOf(resource, `${name}: resources[${index}]`));
  const [, stack, project] = /^urn:pulumi:(.*?)::(.*?)::/.exec(records[0]?.urn ?? "") ?? [];
  if (stack === undefined || project === undefined) throw new UsageError(`${name}: holds no resource`);
  const pending: unknown = deployment?.["pending_operations"];
  return {
    ...{ stack, project },
    resources: records.filter((record) => record["delete"] !== true),
    pending: Array.isArray(pending) ? pending.length : 0,
  };
}

function recordOf(resource: unknown, at: string): StateRecord {
  const { urn, type } = asRecord(resource) ?? {};
  if (typeof urn !== "string" || !urn.startsWith("urn:pulumi:") || typeof type !== "string") {
    throw new UsageError(`${at} has no URN or no type`);
  }
  return resource as StateRecord;
}
