/** The vocabulary of arguments and configuration: fields, faults and the one step that checks them. */
export * from "./arn";
export { email } from "./email";
export { type Fault, formatFault, type Path, pathText, within } from "./fault";
export { hostName, isInZone } from "./host-name";
export { input } from "./input";
export { nearest } from "./nearest";
export { faultsOf, normalize, normalizeArgs, type Normalized } from "./normalize";
export { plainTextSecret } from "./plain-text-secrets";
export { isRecord } from "./record";
export { applyRenames, type Rename, type Renamed } from "./renames";
export { BEANSTALK_RETENTION_DAYS, beanstalkRetentionDays, cloudWatchRetentionDays } from "./retention";
export { checkRules, OBJECTS, type Rule, rule } from "./rules";
export type { SameShape } from "./same-shape";
export { choice, text } from "./scalars";
export { secretArn, secretReference, secretResources, type Secrets, type SecretStore } from "./secret-arn";
export { tagInputs, tags } from "./tags";
export { toggle } from "./toggle";
export { zoneId } from "./zone-id";
