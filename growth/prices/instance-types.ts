import { instanceType } from "../../components/aws/instance-types";
import { UsageError } from "../../offline/errors";
import type { InstanceSettings } from "../model/settings";

type Baselines = Readonly<Record<string, number>>;

/**
 * Burstable types: the baseline in percent of each vCPU, which EC2's own description of a type does not have.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 */
const T3: Baselines = { nano: 5, micro: 10, small: 20, medium: 20, large: 30, xlarge: 40, "2xlarge": 40 };
const T2: Baselines = { nano: 5, micro: 10, small: 20, medium: 20, large: 30, xlarge: 22.5, "2xlarge": 17 };
const BURSTABLE: Readonly<Record<string, Baselines>> = { t2: T2, t3: T3, t3a: T3, t4g: T3 };

/**
 * What an instance type has for the model.
 *
 * @param credits of the launch template; T2 is `standard` by default, T3 and T4g `unlimited`
 * @throws UsageError for a name that is no instance type, or one that AWS made after the table was taken down
 */
export function instanceOf(type: string, credits?: "unlimited" | "standard"): InstanceSettings {
  const vcpus = instanceType(type)?.vcpus;
  if (vcpus === undefined) {
    throw new UsageError(`instance type ${type}: its vCPUs are not known here; give them with --vcpus N`);
  }
  const [family = "", size = ""] = type.split(".");
  const baselinePercent = BURSTABLE[family]?.[size];
  return baselinePercent === undefined
    ? { type, vcpus }
    : { type, vcpus, baselinePercent, credits: credits ?? (family === "t2" ? "standard" : "unlimited") };
}
