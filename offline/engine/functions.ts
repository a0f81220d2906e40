import type { InvokeAnswer } from "../contract";
import { UNKNOWN } from "../values";
import type { Deployment } from "./deployment";
import type { Providers } from "./providers";
import { resultFields } from "./result-fields";
import type { Tables } from "./tables";
import { packageOf } from "./urn";
import { normalizedMap, plainMap, wireMap, type Wire, type WireMap } from "./wire";

/** A call of a provider function, or of a method of a resource. */
export interface FunctionCall {
  readonly token: string;
  readonly args: WireMap;
  readonly provider: string;
}

export type FunctionResult = { readonly values: WireMap } | { readonly failure: string };

/** Key of the one unknown value in a result whose fields are not known: it makes the whole of it unknown. */
const WHOLE = "unknown";

/** Answers provider functions and methods from the tables. */
export class Functions {
  constructor(
    private readonly deployment: Deployment,
    private readonly providers: Providers,
    private readonly tables: Tables,
    private readonly programDirectory: string,
  ) {}

  async invoke(call: FunctionCall): Promise<FunctionResult> {
    const args = normalizedMap(call.args);
    if (packageOf(call.token) === "pulumi") return this.builtin(call.token, args);
    const answer = this.ask("invoke", call, args);
    if (answer) return resultOf(answer);
    this.deployment.reportOnce(
      "warning",
      `invoke ${call.token}`,
      `${call.token} is not simulated: its result is unknown in the offline preview`,
    );
    const fields = await resultFields(this.programDirectory, call.token);
    return { values: wireMap(Object.fromEntries((fields ?? [WHOLE]).map((field) => [field, UNKNOWN]))) };
  }

  call(call: FunctionCall): FunctionResult {
    const answer = this.ask("callMethod", call, normalizedMap(call.args));
    if (answer) return resultOf(answer);
    this.deployment.reportOnce(
      "warning",
      `call ${call.token}`,
      `the method ${call.token} is not simulated: its result is unknown in the offline preview`,
    );
    return { values: wireMap({ [WHOLE]: UNKNOWN }) };
  }

  private ask(table: "invoke" | "callMethod", call: FunctionCall, args: WireMap): InvokeAnswer | undefined {
    const plain = plainMap(args);
    return this.tables[table](call.token, plain, this.providers.context(call.provider, plain));
  }

  /** Functions of the engine itself. */
  private builtin(token: string, args: WireMap): FunctionResult {
    switch (token) {
      case "pulumi:pulumi:getResource":
        return { values: this.getResource(args["urn"]) };
      case "pulumi:pulumi:readStackOutputs":
      case "pulumi:pulumi:readStackResourceOutputs":
        return {
          values: wireMap({ name: args["name"] ?? null, outputs: UNKNOWN, secretOutputNames: UNKNOWN }),
        };
      default:
        throw new Error(`${token}: no such function of the engine`);
    }
  }

  private getResource(urn: Wire | undefined): WireMap {
    const resource = typeof urn === "string" ? this.deployment.find(urn) : undefined;
    if (!resource) throw new Error(`unknown resource ${JSON.stringify(urn)}`);
    const state: Wire = resource.outputs;
    return { urn: resource.urn, id: resource.id, state };
  }
}

function resultOf(answer: InvokeAnswer): FunctionResult {
  if ("failure" in answer) return { failure: answer.failure };
  return { values: wireMap(answer.known) };
}
