import { type Deployment, splitsTraffic } from "./deployment";
import { instanceType } from "../aws/instance-types";
import type { Instances } from "./instances";
import type { Scaling } from "./scaling";

/** vCPUs that a service takes of one of the account's quotas for running on-demand instances. */
export interface VcpuNeed {
  /** Code of the quota in Service Quotas; undefined where it is not known here. */
  readonly quotaCode: string | undefined;
  /** vCPUs of the instances that always run. */
  readonly atRest: number;
  /** vCPUs while a version is deployed to as many. */
  readonly inDeployment: number;
  /** vCPUs while a version is deployed to the largest group. */
  readonly atMost: number;
}

/**
 * Quotas of running on-demand instances, by the letters that families begin with.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-on-demand-instances.html#ec2-on-demand-instances-limits
 */
const QUOTAS: readonly (readonly [family: RegExp, code: string])[] = [
  [/^(?:g|vt)\d/, "L-DB2E81BA"],
  [/^p\d/, "L-417A185B"],
  [/^x\d/, "L-7295265B"],
  [/^f\d/, "L-74FC7D96"],
  [/^inf\d/, "L-1945791B"],
  [/^(?:[acdhimrtz]|im|is)\d/, "L-1216C47A"],
];

/** What the service needs of the quota of its first instance type; undefined where that type is not known. */
export function vcpuNeed(service: Instances & Scaling & Deployment): VcpuNeed | undefined {
  const [first = ""] = service.instanceTypes;
  const vcpus = instanceType(first)?.vcpus;
  if (vcpus === undefined) {
    return undefined;
  }
  const { min, max } = service.scaling;
  return {
    quotaCode: QUOTAS.find(([family]) => family.test(first))?.[1],
    atRest: min * vcpus,
    inDeployment: whileDeploying(service, min) * vcpus,
    atMost: whileDeploying(service, max) * vcpus,
  };
}

/** As many instances as run while a version is deployed to `size` of them. */
function whileDeploying(service: Deployment, size: number): number {
  const { policy, batchPercent = 50 } = service.deployment;
  if (policy === "Immutable" || splitsTraffic(service)) {
    return 2 * size;
  }
  return policy === "RollingWithAdditionalBatch" ? size + Math.ceil((size * batchPercent) / 100) : size;
}
