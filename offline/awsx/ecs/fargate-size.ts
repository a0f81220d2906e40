/**
 * Sizes that a Fargate task may have, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html, as far as
 * awsx chooses among them: vCPUs with the memory in GB that goes with them.
 */
const SIZES: readonly { readonly vcpu: number; readonly memoryGb: readonly number[] }[] = [
  { vcpu: 0.25, memoryGb: [0.5, 1, 2] },
  { vcpu: 0.5, memoryGb: range(1, 4) },
  { vcpu: 1, memoryGb: range(2, 8) },
  { vcpu: 2, memoryGb: range(4, 16) },
  { vcpu: 4, memoryGb: range(8, 30) },
  { vcpu: 8, memoryGb: range(16, 60) },
  { vcpu: 16, memoryGb: range(32, 120) },
];

const LARGEST = { vcpu: 16, memoryGb: 120 } as const;

/** Price of an hour in us-east-1, in dollars, for a vCPU and a GB: it orders the sizes. */
const PRICES = { vcpu: 0.04048, memoryGb: 0.004445 } as const;

/** What a container definition asks for: CPU units (1,024 a vCPU) and MB. */
export interface ContainerSize {
  readonly cpu?: unknown;
  readonly memory?: unknown;
  readonly memoryReservation?: unknown;
}

/**
 * The cheapest size that holds all containers, as a task definition writes it: CPU units and MB.
 *
 * @throws {Error} where there is none
 */
export function fargateSize(containers: readonly ContainerSize[]): {
  readonly cpu: string;
  readonly memory: string;
} {
  const vcpu = sum(containers.map(({ cpu }) => cpu)) / 1024;
  const memoryGb = sum(containers.map(({ memoryReservation, memory }) => memoryReservation ?? memory)) / 1024;
  if (vcpu > LARGEST.vcpu || memoryGb > LARGEST.memoryGb) {
    throw new Error(
      `the containers want ${vcpu} vCPU and ${memoryGb} GB, and a Fargate task has at most ${LARGEST.vcpu} vCPU and ${LARGEST.memoryGb} GB`,
    );
  }
  const fitting = SIZES.flatMap((size) => size.memoryGb.map((each) => ({ vcpu: size.vcpu, memoryGb: each })))
    .filter((size) => size.vcpu >= vcpu && size.memoryGb >= memoryGb)
    .sort((a, b) => price(a) - price(b));
  const cheapest = fitting[0] ?? LARGEST;
  return { cpu: String(cheapest.vcpu * 1024), memory: String(cheapest.memoryGb * 1024) };
}

const price = (size: { readonly vcpu: number; readonly memoryGb: number }) =>
  PRICES.vcpu * size.vcpu + PRICES.memoryGb * size.memoryGb;

function sum(values: readonly unknown[]): number {
  return values.reduce<number>((total, value) => total + (typeof value === "number" ? value : 0), 0);
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
