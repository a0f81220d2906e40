import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import type { RegisteredResource } from "../../provider/provider";
import { defaultLogGroup } from "../cloudwatch/log-group";
import { makeChild, type Component, type Expansion } from "../component";
import { apply, unwrap } from "../traced";
import { containersOf, definitionsOf, documentOf, loadBalancersOf } from "./containers";
import { fargateSize, type ContainerSize } from "./fargate-size";
import { defaultRole, EXECUTION_POLICIES, shortHash } from "./role";

/** Where the tasks run. */
export type LaunchType = "EC2" | "FARGATE";

/** A task definition with what was made for it. */
export interface TaskDefinition {
  readonly taskDefinition: RegisteredResource;
  readonly loadBalancers: readonly PlainProperties[];
  readonly logGroup: RegisteredResource | undefined;
  readonly taskRole: RegisteredResource | undefined;
  readonly executionRole: RegisteredResource | undefined;
}

/** Arguments of the component that are not the task definition's own. */
const OWN = new Set(["container", "containers", "executionRole", "logGroup", "taskRole"]);

/** `awsx.ecs.EC2TaskDefinition` and `awsx.ecs.FargateTaskDefinition`: a task definition, its log group and its two roles. */
export function expandTaskDefinition(launchType: LaunchType): Expansion {
  return async (component) => ({ ...(await makeTaskDefinition(component, launchType, component.inputs)) });
}

/** Makes a task definition and what belongs to it, as children of the component. */
export async function makeTaskDefinition(
  component: Component,
  launchType: LaunchType,
  inputs: PlainProperties,
): Promise<TaskDefinition> {
  const { name } = component;
  const containers = containersOf(inputs);
  const logGroup = await defaultLogGroup(component, inputs["logGroup"]);
  const taskRole = await defaultRole(component, `${name}-task`, inputs["taskRole"], []);
  const executionRole = await defaultRole(
    component,
    `${name}-execution`,
    inputs["executionRole"],
    EXECUTION_POLICIES,
  );
  const definitions = await definitionsOf(component, containers, logGroup);
  const document = documentOf(definitions);
  const own = Object.fromEntries(Object.entries(inputs).filter(([key]) => !OWN.has(key)));
  const taskDefinition = await makeChild(component, "aws:ecs/taskDefinition:TaskDefinition", name, {
    ...(launchType === "FARGATE"
      ? { ...sizeOf(definitions), ...given(own) }
      : { networkMode: "awsvpc", ...given(own) }),
    ...(launchType === "FARGATE" ? { networkMode: "awsvpc" } : {}),
    requiresCompatibilities: [launchType],
    taskRoleArn: taskRole.arn,
    executionRoleArn: executionRole.arn,
    family: own["family"] ?? familyOf(component, document),
    containerDefinitions: document,
  });
  return {
    taskDefinition,
    loadBalancers: await loadBalancersOf(component, containers),
    logGroup: logGroup?.resource,
    taskRole: taskRole.resource,
    executionRole: executionRole.resource,
  };
}

const given = (inputs: PlainProperties) =>
  Object.fromEntries(Object.entries(inputs).filter(([, value]) => value !== undefined && value !== null));

/** CPU and memory that the containers need together; unknown where one of theirs is. */
function sizeOf(definitions: readonly PlainProperties[]): PlainProperties {
  const wanted = definitions.map(({ cpu, memory, memoryReservation }) => ({
    cpu,
    memory,
    memoryReservation,
  }));
  const size = apply([wanted], (plain) => fargateSize(plain as readonly ContainerSize[]));
  const { value } = unwrap(size);
  if (value === UNKNOWN) return { cpu: UNKNOWN, memory: UNKNOWN };
  return {
    cpu: apply([size], (plain) => (plain as { cpu: string }).cpu),
    memory: apply([size], (plain) => (plain as { memory: string }).memory),
  };
}

/** The name of the family changes with the containers, as the provider has it: a hash of stack and document. */
function familyOf({ name, urn }: Component, document: unknown): unknown {
  const stack = urn.split("::")[0]?.replace("urn:pulumi:", "") ?? "";
  return apply([document], (text) => `${name}-${shortHash(`${stack}${String(text)}`)}`);
}
