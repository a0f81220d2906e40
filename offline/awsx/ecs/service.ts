import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import { idOf, makeChild, outputOf, property, type Component, type Expansion } from "../component";
import { childComponent } from "../child-component";
import { defaultVpc } from "../ec2/default-vpc";
import { OPEN } from "../lb/security-group";
import { apply } from "../traced";
import { makeTaskDefinition, type LaunchType, type TaskDefinition } from "./task-definition";

/** Arguments of the component that are not the service's own. */
const OWN = new Set([
  "assignPublicIp",
  "continueBeforeSteadyState",
  "taskDefinitionArgs",
  "useClusterDefaultCapacityProviderStrategy",
]);

/** `awsx.ecs.EC2Service` and `awsx.ecs.FargateService`: a service, and a task definition where the program describes one. */
export function expandService(launchType: LaunchType): Expansion {
  return async (component) => {
    const { name, inputs, plain } = component;
    checkArguments(plain, launchType);
    const definition = await taskDefinitionOf(component, launchType);
    const own = Object.fromEntries(Object.entries(inputs).filter(([key]) => !OWN.has(key)));
    const service = await makeChild(component, "aws:ecs/service:Service", name, {
      ...(launchType === "FARGATE" ? { desiredCount: 1 } : {}),
      ...own,
      ...(launchType === "FARGATE"
        ? { networkConfiguration: inputs["networkConfiguration"] ?? (await networkConfiguration(component)) }
        : {}),
      cluster: await property(component, inputs["cluster"], "arn"),
      launchType: hasNoStrategy(plain) ? launchType : undefined,
      loadBalancers: inputs["loadBalancers"] ?? definition?.loadBalancers,
      waitForSteadyState: steadyState(component, launchType),
      taskDefinition: definition ? outputOf(definition.taskDefinition, "arn") : inputs["taskDefinition"],
    });
    return { service, ...(definition ? { taskDefinition: definition.taskDefinition } : {}) };
  };
}

function checkArguments(inputs: PlainProperties, launchType: LaunchType): void {
  const has = (key: string) => inputs[key] !== undefined && inputs[key] !== null;
  if (has("taskDefinition") && has("taskDefinitionArgs")) {
    throw new Error("Only one of `taskDefinition` or `taskDefinitionArgs` can be provided.");
  }
  if (!has("taskDefinition") && !has("taskDefinitionArgs")) {
    throw new Error("Either `taskDefinition` or `taskDefinitionArgs` must be provided.");
  }
  if (launchType === "FARGATE" && has("networkConfiguration") && has("assignPublicIp")) {
    throw new Error("Only one of `networkConfiguration` or `assignPublicIp` can be provided.");
  }
  if (has("capacityProviderStrategies") && inputs["useClusterDefaultCapacityProviderStrategy"] === true) {
    throw new Error(
      "Only one of `capacityProviderStrategies` or `useClusterDefaultCapacityProviderStrategy` can be provided.",
    );
  }
}

/** A launch type and a capacity provider strategy exclude each other. */
function hasNoStrategy(inputs: PlainProperties): boolean {
  return (
    (inputs["capacityProviderStrategies"] ?? undefined) === undefined &&
    inputs["useClusterDefaultCapacityProviderStrategy"] !== true
  );
}

/** A component of its own inside of the service. */
async function taskDefinitionOf(
  component: Component,
  launchType: LaunchType,
): Promise<TaskDefinition | undefined> {
  const args = component.inputs["taskDefinitionArgs"];
  if (args === undefined || args === null) return undefined;
  const type = launchType === "EC2" ? "awsx:ecs:EC2TaskDefinition" : "awsx:ecs:FargateTaskDefinition";
  const inner = await childComponent(component, type, component.name);
  return makeTaskDefinition(inner, launchType, args as PlainProperties);
}

/** The provider waits for a steady state unless the program goes on before; for EC2 it compares an output with a value, so never waits. */
function steadyState({ inputs }: Component, launchType: LaunchType): unknown {
  if (launchType === "EC2") return false;
  return apply([inputs["continueBeforeSteadyState"] ?? false], (goesOn) => goesOn !== true);
}

/** The account's default VPC with a security group that is open; which of its subnets are public cannot be seen here. */
async function networkConfiguration(component: Component): Promise<PlainProperties> {
  const { name, inputs } = component;
  const vpc = await defaultVpc(component);
  const group = await makeChild(component, "aws:ec2/securityGroup:SecurityGroup", `${name}-sg`, {
    vpcId: vpc.vpcId,
    ...OPEN,
  });
  const assignPublicIp = inputs["assignPublicIp"] ?? false;
  return {
    subnets: apply([assignPublicIp], (isPublic) =>
      isPublic === UNKNOWN ? UNKNOWN : isPublic === true ? vpc.publicSubnetIds : vpc.privateSubnetIds,
    ),
    assignPublicIp,
    securityGroups: [idOf(group)],
  };
}
