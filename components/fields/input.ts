import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";

/** A value that another resource may supply: an Output is let through, a plain value must satisfy `schema`. */
export function input<T extends z.ZodType>(schema: T) {
  const output = z.custom<pulumi.Output<z.output<T>>>((value) => pulumi.Output.isInstance(value), {
    params: { output: true },
  });
  return z.union([output, schema]);
}
