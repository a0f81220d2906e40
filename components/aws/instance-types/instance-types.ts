import { INSTANCE_TYPE_TABLE } from "./table";

/** Processor architectures of Elastic Beanstalk's Amazon Linux 2023 platforms. */
export type Architecture = "arm64" | "x86_64";

/** What EC2 says of an instance type. */
export interface InstanceType {
  readonly architecture: Architecture;
  /** Whether it earns and spends CPU credits. */
  readonly burstable: boolean;
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** Mbit/s of network that are always there; undefined where AWS does not state them. */
  readonly baselineMbps: number | undefined;
}

/** What the table says of an instance type; undefined where it does not know it, because AWS made it later. */
export function instanceType(name: string): InstanceType | undefined {
  const [family, size] = splitAtDot(name);
  return familyNamed(family)?.get(size);
}

/** The types of the family of `name`, as the table has them; empty where it does not know the family. */
export function typesBeside(name: string): readonly string[] {
  const [family] = splitAtDot(name);
  return [...(familyNamed(family)?.keys() ?? [])].map((size) => `${family}.${size}`);
}

/** Every type that the table knows. */
export function knownTypes(): readonly string[] {
  const families = INSTANCE_TYPE_TABLE.split("\n").flatMap((line) => line.split(" ", 1));
  return families.flatMap((family) => typesBeside(family));
}

/** Each family is read when it is first needed. */
const read = new Map<string, ReadonlyMap<string, InstanceType> | undefined>();

function familyNamed(family: string): ReadonlyMap<string, InstanceType> | undefined {
  if (!read.has(family)) {
    const line = INSTANCE_TYPE_TABLE.split("\n").find((each) => each.startsWith(`${family} `));
    read.set(family, line === undefined || family === "" ? undefined : familyOf(line));
  }
  return read.get(family);
}

function familyOf(line: string): ReadonlyMap<string, InstanceType> {
  const [, architecture, ...rest] = line.split(" ");
  const sizes = rest.filter((each) => each.includes(":"));
  return new Map(
    sizes.map((each) => {
      const [size = "", vcpus, memoryMiB, gbps] = each.split(":");
      return [
        size,
        {
          architecture: architecture === "arm64" ? "arm64" : "x86_64",
          burstable: rest[0] === "burstable",
          vcpus: Number(vcpus),
          memoryMiB: Number(memoryMiB),
          baselineMbps: Number(gbps) === 0 ? undefined : Math.round(Number(gbps) * 1000),
        },
      ];
    }),
  );
}

function splitAtDot(name: string): [family: string, size: string] {
  const dot = name.indexOf(".");
  return dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot + 1)];
}

/**
 * The architecture of an instance type. One that the table does not know is judged by its name: a `g` among the letters
 * after the generation's digits stands for AWS Graviton (`t4g`, `m7gd`, `im4gn`); a `g` before them is a graphics family
 * (`g5`).
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(name: string): Architecture {
  const known = instanceType(name)?.architecture;
  if (known !== undefined) {
    return known;
  }
  const [family] = splitAtDot(name);
  const attributes = /^[a-z]+\d+([a-z]*)/.exec(family)?.[1] ?? "";
  return family === "a1" || attributes.includes("g") ? "arm64" : "x86_64";
}
