import { InputError } from "../faults";
import type { InstanceSettings } from "../model/settings";

/** vCPUs by size, for all families but the exceptions below. @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ */
const VCPUS: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
  "2xlarge": 8,
  "3xlarge": 12,
  "4xlarge": 16,
  "6xlarge": 24,
  "8xlarge": 32,
  "9xlarge": 36,
  "12xlarge": 48,
  "16xlarge": 64,
  "18xlarge": 72,
  "24xlarge": 96,
  "32xlarge": 128,
  "48xlarge": 192,
};

/**
 * Burstable types: vCPUs and baseline in percent of each vCPU.
 *
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/burstable-credits-baseline-concepts.html
 */
const T3: Readonly<Record<string, readonly [number, number]>> = {
  nano: [2, 5],
  micro: [2, 10],
  small: [2, 20],
  medium: [2, 20],
  large: [2, 30],
  xlarge: [4, 40],
  "2xlarge": [8, 40],
};
const T2: Readonly<Record<string, readonly [number, number]>> = {
  nano: [1, 5],
  micro: [1, 10],
  small: [1, 20],
  medium: [2, 20],
  large: [2, 30],
  xlarge: [4, 22.5],
  "2xlarge": [8, 17],
};
const BURSTABLE: Readonly<Record<string, typeof T3>> = { t2: T2, t3: T3, t3a: T3, t4g: T3 };

/**
 * What an instance type has for the model.
 *
 * @param credits of the launch template; T2 is `standard` by default, T3 and T4g `unlimited`
 * @throws InputError for a name that is not an instance type, or whose size is not known
 */
export function instanceOf(type: string, credits?: "unlimited" | "standard"): InstanceSettings {
  const [family = "", size = ""] = type.split(".");
  const burstable = BURSTABLE[family]?.[size];
  if (burstable !== undefined) {
    const [vcpus, baselinePercent] = burstable;
    return { type, vcpus, baselinePercent, credits: credits ?? (family === "t2" ? "standard" : "unlimited") };
  }
  const vcpus = /^[a-z]+\d+[a-z-]*\d*[a-z]*$/.test(family) ? VCPUS[size] : undefined;
  if (vcpus === undefined) {
    throw new InputError(`instance type ${type}: its vCPUs are not known here; give them with --vcpus N`);
  }
  return { type, vcpus };
}
