import { coverTheInternet } from "../../aws/address-ranges";
import { BEANSTALK_ENVIRONMENT, BUCKET, PIPELINE, PIPELINE_WEBHOOK } from "../../aws/type-tokens";
import { defineRule } from "../../engine/rule";
import type { Stack, StackResource } from "../../engine/stack";
import type { Value } from "../../engine/value";
import { type Action, actions, label } from "./actions";

export const cpArtifactEncryption = defineRule({
  id: "cp-artifact-encryption",
  pack: "security",
  demands: "A pipeline's artifact store is encrypted with a KMS key.",
  why: "Artifacts hold the source and the built release; with a key of your own, access is a decision of its own.",
  fix: "Set artifactStores[].encryptionKey with type KMS.",
  severity: "medium",
  controls: ["CKV_AWS_219"],
  url: "https://docs.aws.amazon.com/codepipeline/latest/userguide/S3-artifact-encryption.html",
  levels: { dev: "advisory", prod: "mandatory" },
  resource: {
    types: PIPELINE,
    judge: ({ props }, demand) => {
      for (const store of props.at("artifactStores").items()) {
        demand(
          () => store.at("encryptionKey", "id").present && store.at("encryptionKey", "type").isOneOf("KMS"),
          `${store.path}.encryptionKey is not set; name a KMS key.`,
        );
      }
    },
  },
});

export const cpConnectionSource = defineRule({
  id: "cp-connection-source",
  pack: "security",
  demands:
    "A pipeline reads its source through a connection, never with a token of a person, and no stranger starts it.",
  why: "A token in the configuration is shown to all who may read the pipeline, and ends when its owner leaves.",
  fix: "Use the action CodeStarSourceConnection with ConnectionArn of an aws.codeconnections.Connection; give a webhook GITHUB_HMAC.",
  severity: "high",
  controls: [],
  url: "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodestarConnectionSource.html",
  levels: { dev: "mandatory", prod: "mandatory" },
  options: {
    providers: {
      type: "strings",
      default: ["CodeStarSourceConnection", "S3", "ECR", "CodeCommit"],
      about: "Which source actions are accepted: none of these needs a token.",
    },
  },
  resource: {
    types: PIPELINE,
    seldom: PIPELINE_WEBHOOK,
    judge: ({ type, props }, demand, { providers }) => {
      if (PIPELINE_WEBHOOK.includes(type)) {
        const authentication = props.at("authentication");
        const range = props.at("authenticationConfiguration", "allowedIpRange");
        demand(
          () =>
            !authentication.isOneOf("UNAUTHENTICATED") &&
            (!authentication.isOneOf("IP") || !coverTheInternet([range.text() ?? ""])),
          () =>
            `authentication is ${authentication.shown()}: everybody may start the pipeline; set it to GITHUB_HMAC.`,
        );
        return;
      }
      for (const action of actions(props)) {
        const provider = action.value.at("provider");
        const isSource = () => action.value.at("category").isOneOf("Source");
        demand(
          () => !isSource() || provider.isOneOf(...providers),
          () => `${label(action)} has provider ${provider.shown()}; use CodeStarSourceConnection.`,
        );
        demand(
          () =>
            !isSource() ||
            !provider.isOneOf("CodeStarSourceConnection") ||
            action.value.at("configuration", "ConnectionArn").present,
          `${label(action)} has no ConnectionArn.`,
        );
      }
    },
  },
});

export const cpManualApproval = defineRule({
  id: "cp-manual-approval",
  pack: "reliability",
  demands: "A person approves before a pipeline deploys.",
  why: "In production, what is pushed should be looked at once more before every visitor gets it.",
  fix: "Add a stage with an action of category Approval, provider Manual, before the stage that deploys.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals.html",
  levels: { dev: "disabled", prod: "mandatory" },
  options: {
    deployStages: {
      type: "string",
      default: "",
      format: "regex",
      about:
        "Regular expression for the stages that need approval before them; empty: every stage that deploys, except those that are named for staging, tests or development.",
    },
  },
  resource: {
    types: PIPELINE,
    judge: ({ props }, demand, { deployStages }) => {
      const all = inOrder(actions(props));
      const needsApproval = (action: Action) =>
        deploys(action) &&
        (deployStages === "" ? !REHEARSAL.test(action.stage) : new RegExp(deployStages).test(action.stage));
      demand(
        () => {
          const first = all.find(needsApproval);
          return (
            first === undefined ||
            all.some((action) => isBefore(action, first) && action.value.at("category").isOneOf("Approval"))
          );
        },
        () => `stage ${all.find(needsApproval)?.stage ?? ""} deploys without an approval before it.`,
      );
    },
  },
});

/** Stages whose name says that no visitor sees what they deploy. */
const REHEARSAL =
  /[Ss]taging|[Ss]andbox|[Pp]review|[Bb]eta|(?:^|[^a-z])(?:dev|development|test|qa)(?:$|[^a-z])|(?:Dev|Development|Test|QA|Qa)(?:$|[^a-z])/;

function deploys({ stage, value }: Action): boolean {
  const category = value.at("category");
  return (
    category.isOneOf("Deploy") ||
    // A static site is deployed by a build that copies and invalidates, in a stage that says so.
    (category.isOneOf("Build", "Invoke", "Compute") && /deploy|release|publish/i.test(stage))
  );
}

function orderOf({ value }: Action): number {
  return value.at("runOrder").number() ?? 1;
}

/** As they run: stage by stage, and in a stage by run order, not as they are written. */
function inOrder(all: readonly Action[]): Action[] {
  return [...all].sort((a, b) => a.stageIndex - b.stageIndex || orderOf(a) - orderOf(b));
}

/** Actions of one run order run at the same time. */
function isBefore(action: Action, other: Action): boolean {
  return (
    action.stageIndex < other.stageIndex ||
    (action.stageIndex === other.stageIndex && orderOf(action) < orderOf(other))
  );
}

export const cpDeployTarget = defineRule({
  id: "cp-deploy-target-known",
  pack: "reliability",
  demands:
    "A pipeline deploys to a bucket or a Beanstalk environment that exists in the stack, or that the configuration names.",
  why: "A name typed by hand goes wrong at the first release, or releases over another team's site.",
  fix: "Take BucketName, ApplicationName and EnvironmentName from the resources, or list them under allowed.",
  severity: "medium",
  controls: [],
  url: "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference.html",
  levels: { dev: "advisory", prod: "mandatory" },
  options: {
    allowed: {
      type: "strings",
      default: [],
      about: "Buckets and environments outside the stack that may be deployed to.",
    },
  },
  stack: {
    types: PIPELINE,
    judge: (stack, demand, { allowed }) => {
      for (const pipeline of stack.of(PIPELINE)) {
        const all = pipeline.props.at("stages").unknown ? [] : actions(pipeline.props);
        for (const action of all) {
          const [key, types] = targetOf(action);
          const target = action.value.at("configuration", key);
          demand(
            pipeline,
            () =>
              key === "" ||
              (!target.unknown && allowed.includes(target.text() ?? "")) ||
              isInStack(stack, pipeline, target, types),
            () => `${label(action)} deploys to ${key} ${target.shown()}, which is not in this stack.`,
          );
        }
      }
    },
  },
});

function targetOf({ value }: Action): [key: string, types: readonly string[]] {
  const provider = value.at("provider");
  if (provider.unknown || !value.at("category").isOneOf("Deploy")) {
    return ["", []];
  }
  switch (provider.text()) {
    case "S3":
      return ["BucketName", BUCKET];
    case "ElasticBeanstalk":
      return ["EnvironmentName", BEANSTALK_ENVIRONMENT];
    default:
      return ["", []];
  }
}

function isInStack(stack: Stack, pipeline: StackResource, target: Value, types: readonly string[]): boolean {
  if (target.unknown) {
    return stack.targets(pipeline, "stages", types).length > 0;
  }
  return stack.named(types, target.text() ?? "").length > 0;
}
