import { ResourceReference, type Path, type PlainProperties, type Properties } from "../provider/properties";
import type { Configure, ConstructResponse, Provider, RegisteredResource } from "../provider/provider";
import { configureOther } from "../other/provider";
import type { Expansion } from "./component";
import { Traced, traced } from "./traced";
import { expandApplicationLoadBalancer } from "./lb/application-load-balancer";
import { expandNetworkLoadBalancer } from "./lb/network-load-balancer";
import { expandTargetGroupAttachment } from "./lb/target-group-attachment";
import { expandTrail } from "./cloudtrail/trail";
import { expandDefaultVpc } from "./ec2/default-vpc";
import { expandVpc } from "./ec2/vpc";
import { expandImage } from "./ecr/image";
import { expandRegistryImage } from "./ecr/registry-image";
import { expandRepository } from "./ecr/repository";
import { expandService } from "./ecs/service";
import { expandTaskDefinition } from "./ecs/task-definition";

/** Every component of @pulumi/awsx, by type token. */
export const COMPONENTS: Readonly<Record<string, Expansion>> = {
  "awsx:cloudtrail:Trail": expandTrail,
  "awsx:ec2:DefaultVpc": expandDefaultVpc,
  "awsx:ec2:Vpc": expandVpc,
  "awsx:ecr:Image": expandImage,
  "awsx:ecr:RegistryImage": expandRegistryImage,
  "awsx:ecr:Repository": expandRepository,
  "awsx:ecs:EC2Service": expandService("EC2"),
  "awsx:ecs:EC2TaskDefinition": expandTaskDefinition("EC2"),
  "awsx:ecs:FargateService": expandService("FARGATE"),
  "awsx:ecs:FargateTaskDefinition": expandTaskDefinition("FARGATE"),
  "awsx:lb:ApplicationLoadBalancer": expandApplicationLoadBalancer,
  "awsx:lb:NetworkLoadBalancer": expandNetworkLoadBalancer,
  "awsx:lb:TargetGroupAttachment": expandTargetGroupAttachment,
};

/** The provider of @pulumi/awsx: it has components only, none of which has methods. */
export const configureAwsx: Configure = (request) => {
  const other = configureOther("awsx")(request);
  const provider: Provider = {
    ...other,
    construct: async ({ type, name, urn, inputs }, monitor) => {
      const expand = Object.hasOwn(COMPONENTS, type) ? COMPONENTS[type] : undefined;
      if (expand === undefined) return undefined;
      const outputs = await expand({ name, urn, inputs: traced(inputs), plain: inputs.values, monitor });
      return { state: stateOf(outputs) } satisfies ConstructResponse;
    },
  };
  return provider;
};

/** Outputs of a component: a child becomes a reference to it, and what is traced a plain value. */
function stateOf(outputs: PlainProperties): Properties {
  const secrets: Path[] = [];
  const visit = (value: unknown, path: Path): unknown => {
    if (value instanceof Traced) {
      if (value.secret) secrets.push(path);
      return visit(value.value, path);
    }
    if (isRegistered(value)) return new ResourceReference(value.urn, value.id);
    if (Array.isArray(value)) return value.map((item, index) => visit(item, [...path, index]));
    if (typeof value !== "object" || value === null || value instanceof ResourceReference) return value;
    return mapOf(value, path);
  };
  const mapOf = (map: object, path: Path): PlainProperties =>
    Object.fromEntries(
      Object.entries(map)
        .map(([key, value]) => [key, visit(value, [...path, key])] as const)
        .filter(([, value]) => value !== undefined),
    );
  return { values: mapOf(outputs, []), secrets };
}

function isRegistered(value: unknown): value is RegisteredResource {
  return typeof value === "object" && value !== null && "urn" in value && "outputs" in value && "id" in value;
}
