/** `pipeline.beforeDeploy`: what runs once per release, before any instance gets it. */
import { z } from "zod";
import { checkRules, OBJECTS, type SameShape } from "../../fields";
import { variablesRules, variablesShape } from "../build/variables";

/** What runs once per release of a service, before it is deployed, e.g. changes of the database. */
export interface BeforeDeployConfig {
  /**
   * Commands, run one after the other in the unpacked bundle, after the approval. The first that fails ends the release; no
   * instance has been touched by then. A release that is tried again runs them again, and one that is rolled back takes
   * nothing back: they must bear both, and leave the version that runs working.
   */
  readonly commands: readonly string[];
  /**
   * Where they run: `service`, in the service's private subnets and in the security group of its instances, so that what
   * admits the instances (a database) admits them; `none`, outside of any VPC.
   *
   * @default "service"; "none" for a service whose instances are in public subnets
   */
  readonly network?: "service" | "none";
  /** Environment variables. What looks like a secret is refused: see `secrets`. @default {} */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Environment variables whose values are fetched: ARNs of Secrets Manager secrets (then `:jsonKey`) or of SSM parameters.
   *
   * @default {}
   */
  readonly secrets?: Readonly<Record<string, string>>;
  /** ARNs of the customer managed KMS keys that those secrets are encrypted with. @default [] */
  readonly secretKeyArns?: readonly string[];
  /** Minutes after which the commands are ended and the release has failed, 5–480. @default 15 */
  readonly timeoutMinutes?: number;
}

export const beforeDeploySchema = z
  .strictObject({
    commands: z.array(z.string().min(1)).min(1).max(20).readonly(),
    network: z.enum(["service", "none"]).optional(),
    ...variablesShape,
    timeoutMinutes: z.int().min(5).max(480).default(15),
  })
  .superRefine(checkRules(variablesRules("beforeDeploy.secrets")), OBJECTS);

/** A checked step before the deployment. */
export type BeforeDeploy = z.output<typeof beforeDeploySchema>;

true satisfies SameShape<z.input<typeof beforeDeploySchema>, BeforeDeployConfig>;
