/**
 * Runs rules through the SDK's own analyzer functions, in this process: the same code that a pack's process runs, without
 * the process.
 */
import * as server from "@pulumi/policy/server";
import type { AnalyzeResponse, RemediateResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { toPolicy, type RulePolicy } from "../engine/policy";
import type { Rule } from "../engine/rule";
import { Watch } from "../engine/watch";
import type { PolicyConfig } from "./config";
import { analyzeRequest, findingsOf, stackRequest, type Finding, type Planted } from "./messages";

type Call<Request, Response> = (
  call: { request: Request },
  callback: (error: Error | null | undefined, response: Response | undefined) => void,
) => void;
type Make<Request, Response> = (
  pack: string,
  version: string,
  level: string,
  policies: readonly RulePolicy[],
) => Call<Request, Response>;

/** The SDK's package exports these functions without their types. */
const sdk = server as unknown as {
  makeAnalyzeRpcFun: Make<unknown, AnalyzeResponse>;
  makeAnalyzeStackRpcFun: Make<unknown, AnalyzeResponse>;
  makeRemediateRpcFun: Make<unknown, RemediateResponse>;
};

export class PolicyRunner {
  private readonly policies: readonly RulePolicy[];

  /**
   * @param config levels and options, as `--policy-pack-config` has them
   * @param today the day on which exemptions are judged, YYYY-MM-DD; by default the real one
   */
  constructor(
    rules: readonly Rule[],
    config: PolicyConfig = {},
    today: () => string = () => new Date().toISOString().slice(0, 10),
  ) {
    const watch = new Watch();
    this.policies = rules.map((rule, index) =>
      configured(toPolicy(rule, today, watch, index === 0), config[rule.id] ?? config["all"]),
    );
  }

  /** What the policies say of one resource by itself. */
  async analyze(resource: Planted): Promise<Finding[]> {
    const response = await this.run(sdk.makeAnalyzeRpcFun, analyzeRequest(resource));
    return findingsOf(response, resource.name).map((finding) => ({ ...finding, resource: resource.name }));
  }

  /** Why policies did not apply to the resource: the reasons of active exemptions. */
  async notApplicable(resource: Planted): Promise<string[]> {
    const response = await this.run(sdk.makeAnalyzeRpcFun, analyzeRequest(resource));
    return response.getNotApplicableList().map((each) => each.getReason());
  }

  async analyzeStack(program: readonly Planted[]): Promise<Finding[]> {
    return findingsOf(await this.run(sdk.makeAnalyzeStackRpcFun, stackRequest(program)));
  }

  /** Everything that is said of a program: each resource, then the stack. */
  async judge(program: readonly Planted[]): Promise<Finding[]> {
    const single = await Promise.all(program.map((resource) => this.analyze(resource)));
    return [...single.flat(), ...(await this.analyzeStack(program))];
  }

  /** The properties after remediation, by the policies whose level is remediate. */
  async remediate(
    resource: Planted,
  ): Promise<{ policy: string; properties: Record<string, unknown> | undefined }[]> {
    const response = await this.run(sdk.makeRemediateRpcFun, analyzeRequest(resource));
    return response.getRemediationsList().map((each) => ({
      policy: each.getPolicyname(),
      properties: each.getProperties()?.toJavaScript(),
    }));
  }

  private run<Response>(make: Make<unknown, Response>, request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      make(
        "test",
        "1.0.0",
        "mandatory",
        this.policies,
      )({ request }, (error, response) => {
        if (response === undefined) {
          reject(error ?? new Error("no answer"));
        } else {
          resolve(response);
        }
      });
    });
  }
}

/** What the engine does with a configuration file: the level replaces the policy's own, the rest is what it asks for. */
function configured(policy: RulePolicy, entry: PolicyConfig[string] | undefined): RulePolicy {
  const { enforcementLevel, ...options } =
    typeof entry === "string" ? { enforcementLevel: entry } : (entry ?? {});
  const { validateResource, validateStack, remediateResource } = policy;
  const withConfig = <A extends object>(args: A): A => ({ ...args, getConfig: () => options });
  // Read when the SDK asks: what a policy has to name may stand in the place of its type.
  const kept = <F extends object>(from: F, to: F): F =>
    Object.defineProperty(to, "__pulumiType", { get: () => markOf(from) });
  return {
    ...policy,
    ...(enforcementLevel === undefined ? {} : { enforcementLevel }),
    ...(typeof validateResource !== "function"
      ? {}
      : {
          validateResource: kept(validateResource, (args, report) =>
            validateResource(withConfig(args), report),
          ),
        }),
    ...(validateStack === undefined
      ? {}
      : { validateStack: kept(validateStack, (args, report) => validateStack(withConfig(args), report)) }),
    ...(remediateResource === undefined
      ? {}
      : { remediateResource: kept(remediateResource, (args) => remediateResource(withConfig(args))) }),
  };
}

function markOf(check: object): unknown {
  return (check as { __pulumiType?: unknown }).__pulumiType;
}
