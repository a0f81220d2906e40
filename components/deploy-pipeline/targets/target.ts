/** What a deployment target is to a pipeline: its values, its stage, its rights, its defaults, its faults, its build. */
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { Fault } from "../../fields";
import type { ReleaseSettings, ReleaseStrategy } from "../../release-contract";
import type { BuildOutput } from "../build/build-output";
import type { Build } from "../build/config";
import type { PipelineContext, Watch } from "../pipeline-context";
import type { RoleWithPolicy } from "../roles/role";

/** What every target hands to its pipeline. */
export interface TargetValues {
  readonly kind: string;
  /** Where releases are seen, e.g. `https://www.example.com`. */
  readonly url: pulumi.Input<string>;
  /** The CloudWatch alarm that is raised when visitors get errors. */
  readonly errorAlarmName?: pulumi.Input<string> | undefined;
}

/** What is known of a target before it exists, from its configuration. */
export interface TargetFacts {
  /** Whether every page of it asks for a password. */
  readonly guarded?: boolean;
  /** Whether it has an alarm on errors. */
  readonly hasErrorAlarm: boolean;
  /** Processor architecture that a build for it must have; undefined where any will do. */
  readonly architecture?: "arm64" | "x86_64" | undefined;
  /** Of a service: whether commands can run in its network, with a way out. */
  readonly hasNetwork?: boolean;
  /** Of a static site: how it is released, and prefixes of paths that another origin answers; undefined: not known yet. */
  readonly release?: ReleaseStrategy | undefined;
  readonly apiRoutes?: readonly string[] | undefined;
}

/** The Deploy stage's one action. */
export interface Deployment {
  readonly action: Pick<
    types.input.codepipeline.PipelineStageAction,
    "name" | "category" | "provider" | "configuration"
  >;
  /** The role that may run this action and nothing else. */
  readonly role: RoleWithPolicy;
  /** The alarm that CodePipeline itself watches after the deployment. */
  readonly watch?: Watch | undefined;
  /** What `npm run release` works with, where it can. */
  readonly settings?: pulumi.Output<ReleaseSettings> | undefined;
}

/** What a failed Deploy stage does. */
export type OnDeployFailure = "rollback" | "retry" | "fail";

/** One kind of target. */
export interface TargetKind<T extends TargetValues = TargetValues> {
  readonly kind: T["kind"];
  /** Of the values that a component of this kind hands over. */
  readonly schema: z.ZodObject;
  readonly onDeployFailure: OnDeployFailure;
  readonly factsOf: (target: T) => TargetFacts;
  /**
   * What a pipeline may not have with such a target.
   *
   * @param pipeline its configuration; keys with faults of their own are as they were given
   */
  readonly faults: (pipeline: unknown, facts: TargetFacts) => Fault[];
  /** What is wrong with the values themselves. */
  readonly valueFaults: (target: T) => Fault[];
  /** Variables that the pipeline's actions hand to its builds, beside `COMMIT_ID`. @default none */
  readonly buildVariables?: Readonly<Record<string, string>>;
  readonly buildOutput: (build: Build, target: T) => BuildOutput;
  readonly createDeployment: (context: PipelineContext, target: T) => Deployment;
}
