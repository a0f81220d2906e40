import * as messages from "@pulumi/pulumi/proto/provider_pb";
import type { CheckFailure, DiffResponse, InvokeResponse } from "../../offline/provider/provider";
import { isObject, UNKNOWN, type PlainProperties, type Properties } from "../../offline/provider/properties";
import { structOf } from "../../offline/provider/structs";

/** What the messages about one resource have in common. */
interface ResourceMessage {
  getUrn(): string;
  getType(): string;
  getName(): string;
}

/** Which resource a message is about. Engines of other versions leave type and name to the URN. */
export function resourceOf(message: ResourceMessage): { urn: string; type: string; name: string } {
  const urn = message.getUrn();
  const [, , types = "", ...rest] = urn.split("::");
  return {
    urn,
    type: message.getType() || (types.split("$").pop() ?? ""),
    name: message.getName() || rest.join("::"),
  };
}

export function failuresOf(failures: readonly CheckFailure[]): messages.CheckFailure[] {
  return failures.map(({ property, reason }) => {
    const failure = new messages.CheckFailure();
    failure.setProperty(property);
    failure.setReason(reason);
    return failure;
  });
}

export function diffMessage({ diffs, replaces, deleteBeforeReplace }: DiffResponse): messages.DiffResponse {
  const { DiffChanges } = messages.DiffResponse;
  const response = new messages.DiffResponse();
  response.setChanges(diffs.length === 0 ? DiffChanges.DIFF_NONE : DiffChanges.DIFF_SOME);
  response.setDiffsList([...diffs]);
  response.setReplacesList([...replaces]);
  response.setDeletebeforereplace(deleteBeforeReplace);
  return response;
}

/** Fills the response to a function or a method. */
export function answer<Response extends messages.InvokeResponse | messages.CallResponse>(
  response: Response,
  result: InvokeResponse,
): Response {
  if ("failures" in result) response.setFailuresList(failuresOf(result.failures));
  else response.setReturn(structOf(withoutUnknowns(result.result)));
  return response;
}

/** An engine takes no unknown value from a function, nor from what is made: what the simulation cannot know is left out. */
export function withoutUnknowns({ values, secrets }: Properties): Properties {
  const known = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((item) => item !== UNKNOWN).map(known);
    if (!isObject(value)) return value;
    const entries = Object.entries(value).filter(([, item]) => item !== UNKNOWN);
    return Object.fromEntries(entries.map(([key, item]) => [key, known(item)]));
  };
  return { values: known(values) as PlainProperties, secrets };
}
