import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import { blockOf, property, type Component } from "../component";
import { apply, unwrap } from "../traced";
import type { LogGroup } from "../cloudwatch/log-group";

/** The containers of a task definition, by name. */
export function containersOf(inputs: PlainProperties): PlainProperties {
  const { container, containers } = inputs;
  if (containers !== undefined && container === undefined) {
    return blockOf(containers);
  }
  if (container !== undefined && containers === undefined) {
    const { value: name } = unwrap(blockOf(container)["name"] ?? "container");
    return { [typeof name === "string" ? name : "container"]: container };
  }
  throw new Error("Exactly one of [container] or [containers] must be provided");
}

/** Each container's definition, with its ports and, where it says nothing of logs, the task's log group. */
export async function definitionsOf(
  component: Component,
  containers: PlainProperties,
  logGroup: LogGroup | undefined,
): Promise<PlainProperties[]> {
  return Promise.all(
    Object.entries(containers).map(async ([name, container]) => {
      const given = blockOf(container);
      const mappings = await mappingsOf(component, given);
      return withoutUndefined({
        ...given,
        portMappings: mappings?.map(({ mapping, port }) => portMapping(mapping, port)),
        name,
        logConfiguration: given["logConfiguration"] ?? (logGroup && awsLogs(logGroup, name)),
      });
    }),
  );
}

function awsLogs({ name, region }: LogGroup, container: string): PlainProperties {
  return {
    logDriver: "awslogs",
    options: {
      "awslogs-group": name,
      "awslogs-region": region,
      "awslogs-stream-prefix": container,
    },
  };
}

/** The port of the target group stands for ports that are not given, and either port for the other. */
function portMapping(mapping: PlainProperties, port: unknown): PlainProperties {
  const { containerPort, hostPort, protocol } = mapping;
  return withoutUndefined({
    containerPort: containerPort ?? port ?? hostPort,
    hostPort: hostPort ?? port ?? containerPort,
    protocol,
  });
}

interface Mapping {
  readonly mapping: PlainProperties;
  readonly targetGroup: unknown;
  /** Port of the target group. */
  readonly port: unknown;
}

async function mappingsOf(component: Component, container: PlainProperties): Promise<Mapping[] | undefined> {
  const { portMappings } = container;
  if (!Array.isArray(portMappings)) {
    return undefined;
  }
  return Promise.all(
    portMappings.map(async (each) => {
      const mapping = blockOf(each);
      const { targetGroup } = mapping;
      return { mapping, targetGroup, port: await property(component, targetGroup, "port") };
    }),
  );
}

/** The `loadBalancers` of a service: one for each port that has a target group. */
export async function loadBalancersOf(
  component: Component,
  containers: PlainProperties,
): Promise<PlainProperties[]> {
  const all = await Promise.all(
    Object.entries(containers).map(async ([containerName, container]) =>
      Promise.all(
        ((await mappingsOf(component, blockOf(container))) ?? [])
          .filter(({ targetGroup }) => targetGroup !== undefined)
          .map(async ({ targetGroup, port }) => ({
            containerName,
            containerPort: port ?? UNKNOWN,
            targetGroupArn: await property(component, targetGroup, "arn"),
          })),
      ),
    ),
  );
  return all.flat();
}

/** The definitions as the document that ECS takes. */
export function documentOf(definitions: readonly PlainProperties[]): unknown {
  return apply([definitions], (plain) => JSON.stringify(plain));
}

function withoutUndefined(values: PlainProperties): PlainProperties {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
