import type { EnforcementLevel } from "@pulumi/policy";

/** A policy configuration file: by policy, its level alone or its level and options. */
export type PolicyConfig = Readonly<
  Record<
    string,
    EnforcementLevel | Readonly<{ enforcementLevel?: EnforcementLevel } & Record<string, unknown>>
  >
>;
