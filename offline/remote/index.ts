/**
 * Remote components: what the provider of a component (`awsx.ec2.Vpc` …) would make of its arguments. The children are
 * registered through the engine, so that policies see them and the program gets their values.
 */
import type { CallMethod, ExpandRemote } from "../contract";
import type { Expansion } from "./expansion";
import { expandApplicationLoadBalancer } from "./load-balancer";
import { expandRepository } from "./repository";
import { expandVpc } from "./vpc";

/** By type token. To have a component expanded, add it here. */
const EXPANSIONS: Readonly<Record<string, Expansion>> = {
  "awsx:ec2:Vpc": expandVpc,
  "awsx:ecr:Repository": expandRepository,
  "awsx:lb:ApplicationLoadBalancer": expandApplicationLoadBalancer,
};

export const expandRemote: ExpandRemote = (type, name, inputs, context, register) => {
  const expand = EXPANSIONS[type];
  return expand === undefined ? undefined : { outputs: expand({ name, inputs, context, register }) };
};

/** No component of @pulumi/awsx has methods. */
export const callMethod: CallMethod = () => undefined;
