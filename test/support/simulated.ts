/** Mocks that answer as the offline preview does: from the same tables of what AWS would assign. */
import type { SimulationContext } from "../../offline/contract";
import { invoke } from "../../offline/invokes";
import { expandRemote } from "../../offline/remote";
import { simulate } from "../../offline/simulate";
import type { Cloud } from "./mocks";

export function simulatedCloud(stack: string, region: string): Cloud {
  const context = (inputs: Record<string, unknown>): SimulationContext => ({
    account: "000000000000",
    region: typeof inputs["region"] === "string" ? inputs["region"] : region,
    partition: "aws",
    stack,
    project: "web-infra",
  });
  const outputs = (type: string, name: string, inputs: Record<string, unknown>) => {
    const made = simulate(type, name, inputs, context(inputs));
    return made === undefined ? {} : { ...made.outputs, id: made.id };
  };
  return {
    stack,
    outputs: ({ type, name, inputs }) => {
      const given = inputs as Record<string, unknown>;
      const remote = expandRemote(type, name, given, context(given), (child) => ({
        urn: `${child.type}::${child.name}`,
        id: `${child.name}-id`,
        outputs: { ...child.inputs, ...outputs(child.type, child.name, child.inputs) },
      }));
      return remote?.outputs ?? outputs(type, name, given);
    },
    call: ({ token, inputs }) => {
      const given = inputs as Record<string, unknown>;
      const answer = invoke(token, given, context(given));
      if (answer !== undefined && "failure" in answer) {
        throw new Error(answer.failure);
      }
      return answer?.known;
    },
  };
}
