import { z } from "zod";
import type { PreviewDocument } from "../../../offline/report/document";
import type { Wire } from "../../../offline/provider/wire";

const wire: z.ZodType<Wire> = z.json();
const properties = z.record(z.string(), wire);
const count = z.int().min(0);
const urn = z.string().startsWith("urn:pulumi:");

/** The document of `--json`, to the letter: these keys and no others. */
export const previewDocument: z.ZodType<PreviewDocument> = z.strictObject({
  project: z.string().min(1),
  stacks: z.array(
    z.strictObject({
      stack: z.string().min(1),
      succeeded: z.boolean(),
      resources: z.array(
        z.strictObject({
          urn,
          type: z.string().min(1),
          name: z.string().min(1),
          parent: z.union([urn, z.literal("")]),
          custom: z.boolean(),
          protect: z.boolean(),
          operation: z.enum(["create", "import", "read", "same"]),
          provider: z.union([urn, z.literal("")]),
          inputs: properties,
          dependencies: z.array(urn),
          propertyDependencies: z.record(z.string(), z.array(urn)),
          options: z.strictObject({
            ignoreChanges: z.array(z.string()),
            deleteBeforeReplace: z.boolean().optional(),
            additionalSecretOutputs: z.array(z.string()),
            aliases: z.array(urn),
            timeouts: z
              .strictObject({ create: z.string(), update: z.string(), delete: z.string() })
              .optional(),
            retainOnDelete: z.boolean(),
            deletedWith: z.union([urn, z.literal("")]),
            replaceOnChanges: z.array(z.string()),
          }),
        }),
      ),
      defaultProviders: z.array(z.strictObject({ urn, inputs: properties })),
      outputs: properties,
      violations: z.array(
        z.strictObject({
          pack: z.string().min(1),
          policy: z.string().min(1),
          enforcement: z.enum(["mandatory", "advisory"]),
          severity: z.enum(["low", "medium", "high", "critical", "unspecified"]),
          urn,
          message: z.string().min(1),
          tags: z.array(z.string().min(1)).min(1).optional(),
        }),
      ),
      baselined: z.array(z.strictObject({ pack: z.string(), policy: z.string(), urn: z.string() })),
      exempted: z.array(
        z.strictObject({
          pack: z.string().min(1),
          policy: z.string().min(1),
          urn,
          reason: z.string().min(1),
          expires: z.string().regex(/^\d{4}-\d{2}-\d{2}$/),
        }),
      ),
      diagnostics: z.array(
        z.strictObject({
          severity: z.enum(["info", "warning", "error"]),
          message: z.string(),
          urn: z.union([urn, z.literal("")]),
        }),
      ),
      policyLevels: z.record(
        z.string().min(1),
        z.record(z.string().min(1), z.enum(["advisory", "mandatory", "remediate"])),
      ),
      summary: z.strictObject({
        create: count,
        policies: count,
        mandatory: count,
        advisory: count,
        notSimulated: count,
      }),
      notSimulated: z.array(z.string().min(1)),
      timings: z.strictObject({ programMs: count, policyMs: count, totalMs: count }),
    }),
  ),
});
