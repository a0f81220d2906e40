import { z } from "zod";
import type { Rule } from "../fields";
import { instanceType, saturatedCpu } from "../aws/instance-types";
import type { Instances } from "./instances";

/** The key of a service that says how many processes of the application run on an instance. */
export interface ProcessesKeys {
  /**
   * Processes of the application that run on an instance, 1–1024, or `perVcpu`: as many as the instance has vCPUs. The
   * instances get the number as `WEB_CONCURRENCY`; it is the application that has to start them. A process of Node.js runs
   * JavaScript on one vCPU, so with fewer processes than vCPUs an instance is full long before its CPU shows 100 %.
   *
   * @default 1
   * @see https://nodejs.org/api/cluster.html
   */
  readonly processes?: number | "perVcpu" | undefined;
}

export const processesShape = {
  processes: z
    .union([z.literal("perVcpu"), z.int().min(1).max(1024)], {
      error: "must be a whole number from 1 to 1024, or perVcpu",
    })
    .default(1),
} as const;

export type Processes = z.output<z.ZodObject<typeof processesShape>>;

export const processesRules: readonly Rule<Processes & Instances>[] = [
  {
    reads: ["processes", "instanceTypes"],
    faults: ({ processes, instanceTypes }) => {
      const unknown = instanceTypes.filter((each) => instanceType(each) === undefined);
      const numbers = new Set(instanceTypes.map((each) => instanceType(each)?.vcpus));
      if (processes !== "perVcpu" || (unknown.length === 0 && numbers.size <= 1)) {
        return [];
      }
      const why =
        unknown.length > 0
          ? `the number of vCPUs of ${unknown.join(", ")} is not known here`
          : `instanceTypes have ${[...numbers].join(", ")} vCPUs`;
      return [
        { path: ["processes"], message: `must be a number: WEB_CONCURRENCY is one for all, and ${why}` },
      ];
    },
  },
];

/** How many processes run on each instance. */
export function processCount({ processes, instanceTypes }: Processes & Instances): number {
  return processes === "perVcpu" ? (instanceType(instanceTypes[0] ?? "")?.vcpus ?? 1) : processes;
}

/**
 * The mean CPU in percent that a saturated instance shows, going by the type with the most vCPUs; undefined where none of
 * the types is known.
 */
export function reachableCpu(service: Processes & Instances): number | undefined {
  const vcpus = service.instanceTypes.flatMap((each) => instanceType(each)?.vcpus ?? []);
  return vcpus.length === 0 ? undefined : saturatedCpu(processCount(service), Math.max(...vcpus));
}

/** Share of an instance's memory that the heaps of its processes may take together. */
const HEAP_SHARE = 0.6;

/** MiB of each process's heap on the smallest of the types; undefined where none of them is known. */
export function heapMiB(service: Processes & Instances): number | undefined {
  const memory = service.instanceTypes.flatMap((each) => instanceType(each)?.memoryMiB ?? []);
  return memory.length === 0
    ? undefined
    : Math.floor((Math.min(...memory) * HEAP_SHARE) / processCount(service));
}
