/** Processor architectures of Elastic Beanstalk's Amazon Linux 2023 platforms. */
export type Architecture = "arm64" | "x86_64";

/**
 * The architecture of an instance type by its name: a `g` among the letters after the generation's digits stands for
 * AWS Graviton (`t4g`, `m7gd`, `im4gn`); a `g` before them is a graphics family (`g5`).
 *
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/instance-type-names.html
 */
export function architectureOf(instanceType: string): Architecture {
  const family = instanceType.split(".")[0] ?? "";
  const attributes = /^[a-z]+\d+([a-z]*)/.exec(family)?.[1] ?? "";
  return family === "a1" || attributes.includes("g") ? "arm64" : "x86_64";
}
