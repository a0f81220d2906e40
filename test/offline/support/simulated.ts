/** The simulated providers as tests call them: plain values in and out. */
import assert from "node:assert/strict";
import { configure } from "../../../offline/packages";
import {
  plain,
  UNKNOWN,
  type PlainProperties,
  type Properties,
  type Unknown,
} from "../../../offline/provider/properties";
import type {
  ChildResource,
  InvokeResponse,
  Provider,
  RegisteredResource,
  ResourceMonitor,
} from "../../../offline/provider/provider";

export const ACCOUNT = "000000000000";
export const REGION = "ap-northeast-2";

/** Where a provider works, and the URN of the resource that it makes. */
export interface Place {
  readonly account?: string;
  readonly region?: string;
  readonly urn?: string;
  readonly defaultTags?: PlainProperties;
}

/** The provider of a type or function token. */
export function providerOf(token: string, place: Place = {}): Provider {
  const { account = ACCOUNT, region = REGION, defaultTags } = place;
  return configure(token.split(":")[0] ?? "", {
    region,
    allowedAccountIds: [account],
    ...(defaultTags === undefined ? {} : { defaultTags: { tags: defaultTags } }),
  });
}

const requestOf = (type: string, name: string, place: Place) => ({
  type,
  name,
  urn: place.urn ?? `urn:pulumi:dev::test::${type}::${name}`,
});

/** The inputs after the provider's Check. @throws {Error} for what it refuses */
export function check(
  type: string,
  name: string,
  inputs: PlainProperties,
  place: Place = {},
): PlainProperties {
  const request = requestOf(type, name, place);
  const checked = providerOf(type, place).check({ ...request, news: plain(inputs) });
  if (checked.failures.length > 0) throw new Error(checked.failures.map(({ reason }) => reason).join("; "));
  return checked.inputs.values;
}

/** What the provider's Create gives. */
export function create(type: string, name: string, inputs: Properties, place: Place = {}) {
  const request = requestOf(type, name, place);
  return providerOf(type, place).create({ ...request, properties: inputs, preview: false });
}

/** All that a resource would have: inputs, simulated values and id. */
export function make(
  type: string,
  inputs: PlainProperties = {},
  options: { name?: string; place?: Place } = {},
): PlainProperties {
  const { id, properties } = create(type, options.name ?? "web", plain(inputs), options.place);
  return { ...properties.values, id };
}

/** The state of a resource that is there already. */
export function read(type: string, id: string, state: PlainProperties = {}): PlainProperties {
  const request = requestOf(type, id, {});
  return providerOf(type).read({ ...request, id, properties: plain(state), preview: false }).properties
    .values;
}

/** The answer of a function, undefined for one that is not simulated. */
export function invoke(
  token: string,
  args: PlainProperties = {},
  place: Place = {},
): InvokeResponse | undefined {
  return providerOf(token, place).invoke({ token, args: plain(args) });
}

/** The result of a function that is answered. */
export function resultOf(response: InvokeResponse | undefined): PlainProperties {
  assert.ok(response !== undefined && "result" in response, JSON.stringify(response));
  return response.result.values;
}

export interface Constructed {
  readonly children: readonly (ChildResource & { readonly urn: string })[];
  readonly outputs: PlainProperties;
  readonly state: Properties;
  /** The n-th child of this type (its last part). */
  readonly of: (type: string, nth?: number) => ChildResource & { readonly urn: string };
  readonly made: (child: { readonly urn: string }) => RegisteredResource;
}

export interface ConstructOptions {
  readonly name?: string;
  readonly region?: string;
  /** Children have neither ids nor computed outputs. */
  readonly unknowns?: boolean;
  /** Secrets of the inputs. */
  readonly secrets?: Properties["secrets"];
}

/** A component's children, as an engine would register them. */
export async function construct(
  type: string,
  inputs: PlainProperties,
  options: ConstructOptions = {},
): Promise<Constructed> {
  const { name = "web", region = REGION, unknowns = false, secrets = [] } = options;
  const children: (ChildResource & { urn: string })[] = [];
  const byUrn = new Map<string, RegisteredResource>();
  const monitor: ResourceMonitor = {
    registerResource: (child) => {
      const urn = `urn:pulumi:dev::test::${child.type}::${child.name}`;
      assert.ok(!byUrn.has(urn), `${urn} is made twice`);
      children.push({ ...child, urn });
      const made: { readonly id: string | Unknown; readonly properties: Properties } =
        unknowns || !child.custom || child.type.startsWith("pulumi:")
          ? { id: UNKNOWN, properties: child.inputs }
          : create(child.type, child.name, child.inputs, { region, urn });
      const registered: RegisteredResource = {
        urn,
        id: child.custom ? made.id : undefined,
        outputs: made.properties,
      };
      byUrn.set(urn, registered);
      return Promise.resolve(registered);
    },
    invoke: (request) => {
      if (request.token === "pulumi:pulumi:getResource") {
        const state = byUrn.get(String(request.args.values["urn"]))?.outputs.values ?? {};
        return Promise.resolve({ result: plain({ state }) });
      }
      return Promise.resolve(providerOf(request.token, { region }).invoke(request));
    },
  };
  const constructed = await providerOf(type).construct(
    { ...requestOf(type, name, {}), inputs: { values: inputs, secrets }, preview: unknowns },
    monitor,
  );
  assert.ok(constructed !== undefined, `${type} is not simulated`);
  const of = (short: string, nth = 0) => {
    const found = children.filter((child) => child.type.endsWith(`:${short}`))[nth];
    assert.ok(found, `there is no ${short} ${nth}`);
    return found;
  };
  const made = ({ urn }: { readonly urn: string }) => {
    const found = byUrn.get(urn);
    assert.ok(found);
    return found;
  };
  return { children, outputs: constructed.state.values, state: constructed.state, of, made };
}

/** Every text in a value, however deep. */
export function textsOf(value: unknown): string[] {
  if (typeof value === "string") {
    return [value];
  }
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsOf) : [];
}
