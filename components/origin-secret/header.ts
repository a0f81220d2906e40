/** The header that a CDN sends and a load balancer wants: its name, and the values that both can hold. */
import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** Name of the header, unless another is given. */
export const ORIGIN_HEADER = "X-Origin-Verify";

export const originHeaderName = z
  .string()
  .regex(/^[\w-]{1,40}$/, "must be the name of a header of at most 40 letters, digits, - and _")
  .default(ORIGIN_HEADER);

/**
 * A value that a rule can compare with: Elastic Load Balancing takes 128 characters and reads `*` and `?` as wildcards.
 *
 * @param arn of the secret that holds it, for the message
 * @throws {pulumi.RunError} where it is another
 */
export function originSecretValue(value: string, arn: string): string {
  if (!/^[^*?\s]{16,128}$/.test(value)) {
    throw new pulumi.RunError(
      `${arn}: the value of an origin's secret must have 16 to 128 characters, without *, ? and blanks; it has ${value.length}`,
    );
  }
  return value;
}
