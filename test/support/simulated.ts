/** Mocks that answer as the offline preview does: by the same simulated providers. */
import { configure } from "../../offline/packages";
import { plain, type PlainProperties } from "../../offline/provider/properties";
import type { Provider, ResourceMonitor } from "../../offline/provider/provider";
import type { Cloud } from "./mocks";

export function simulatedCloud(stack: string, region: string): Cloud {
  const providerOf = (token: string): Provider => configure(token.split(":")[0] ?? "", { region });
  const requestOf = (type: string, name: string) => ({
    type,
    name,
    urn: `urn:pulumi:${stack}::web-infra::${type}::${name}`,
  });
  const outputs = (type: string, name: string, inputs: PlainProperties): PlainProperties => {
    const request = requestOf(type, name);
    const { inputs: checked } = providerOf(type).check({ ...request, news: plain(inputs) });
    const { id, properties } = providerOf(type).create({ ...request, properties: checked, preview: false });
    return { ...properties.values, id };
  };
  const monitor: ResourceMonitor = {
    registerResource: ({ type, name, inputs }) => {
      const { id, ...values } = outputs(type, name, inputs.values);
      return Promise.resolve({ urn: `${type}::${name}`, id: String(id), outputs: plain(values) });
    },
    invoke: (request) => Promise.resolve(providerOf(request.token).invoke(request)),
  };
  return {
    stack,
    outputs: async ({ type, name, inputs }) => {
      const given = inputs as PlainProperties;
      const request = { ...requestOf(type, name), inputs: plain(given), preview: false };
      const constructed = await providerOf(type).construct(request, monitor);
      // A reference to a child is its URN and id here: the mocks could not look the child up.
      return constructed
        ? (JSON.parse(JSON.stringify(constructed.state.values)) as Record<string, unknown>)
        : outputs(type, name, given);
    },
    call: ({ token, inputs }) => {
      const answer = providerOf(token).invoke({ token, args: plain(inputs as PlainProperties) });
      if (answer !== undefined && "failures" in answer) {
        throw new Error(answer.failures.map(({ reason }) => reason).join("; "));
      }
      return answer?.result.values;
    },
  };
}
