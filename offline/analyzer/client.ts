import { credentials, status, type ServiceError } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzer from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { plain } from "../provider/properties";
import { propertiesOf, structOf } from "../provider/structs";
import { MAX_MESSAGE_BYTES } from "../engine/rpc";
import {
  LEVELS,
  type EffectivePolicy,
  type Level,
  type PolicyInfo,
  type PolicySetting,
  type PolicySettings,
} from "./levels";

/** What a pack says about itself. */
export interface PackInfo {
  readonly name: string;
  readonly version: string;
  readonly policies: readonly PolicyInfo[];
  readonly initialConfig: PolicySettings;
}

/** The stack that a pack hears about. */
export interface StackFacts {
  readonly project: string;
  readonly stack: string;
  readonly config: Readonly<Record<string, string>>;
  readonly secretKeys: readonly string[];
  readonly engineAddress: string;
}

const SEVERITIES: Readonly<Record<number, string | undefined>> = {
  [analyzer.PolicySeverity.POLICY_SEVERITY_LOW]: "low",
  [analyzer.PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
  [analyzer.PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
  [analyzer.PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

const LEVEL_NUMBERS: Readonly<Record<Level, analyzer.EnforcementLevel>> = {
  disabled: analyzer.EnforcementLevel.DISABLED,
  advisory: analyzer.EnforcementLevel.ADVISORY,
  mandatory: analyzer.EnforcementLevel.MANDATORY,
  remediate: analyzer.EnforcementLevel.REMEDIATE,
};

/** Severity in words; "unspecified" where the policy names none. */
export function severityOf(severity: analyzer.PolicySeverity): string {
  return SEVERITIES[severity] ?? "unspecified";
}

/** Level in words. */
export function levelOf(level: analyzer.EnforcementLevel): Level {
  return LEVELS.find((name) => LEVEL_NUMBERS[name] === level) ?? "advisory";
}

type Answered<Response> = (error: ServiceError | null, response: Response) => void;

/** The analyzer protocol of a running pack, as promises. */
export class PackClient {
  private readonly client: AnalyzerClient;

  constructor(port: number) {
    this.client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": MAX_MESSAGE_BYTES,
      "grpc.max_send_message_length": MAX_MESSAGE_BYTES,
    });
  }

  private ask<Response>(call: (answered: Answered<Response>) => unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
      call((error, response) => {
        if (error) reject(error);
        else resolve(response);
      });
    });
  }

  /** Introduces the engine and the stack; packs of older SDKs know neither call. */
  async introduce(facts: StackFacts, directory: string): Promise<void> {
    const handshake = new analyzer.AnalyzerHandshakeRequest();
    handshake.setEngineAddress(facts.engineAddress);
    handshake.setRootDirectory(directory);
    handshake.setProgramDirectory(directory);
    await this.tolerant<analyzer.AnalyzerHandshakeResponse>((done) => this.client.handshake(handshake, done));
    const stack = new analyzer.AnalyzerStackConfigureRequest();
    stack.setProject(facts.project);
    stack.setStack(facts.stack);
    stack.setOrganization("organization");
    stack.setDryRun(true);
    stack.setConfigSecretKeysList([...facts.secretKeys]);
    for (const [key, value] of Object.entries(facts.config)) stack.getConfigMap().set(key, value);
    await this.tolerant<analyzer.AnalyzerStackConfigureResponse>((done) =>
      this.client.configureStack(stack, done),
    );
  }

  private async tolerant<Response>(call: (answered: Answered<Response>) => unknown): Promise<void> {
    try {
      await this.ask(call);
    } catch (error) {
      if ((error as ServiceError).code !== status.UNIMPLEMENTED) throw error;
    }
  }

  async info(): Promise<PackInfo> {
    const info = await this.ask<analyzer.AnalyzerInfo>((done) =>
      this.client.getAnalyzerInfo(new Empty(), done),
    );
    return {
      name: info.getName(),
      version: info.getVersion(),
      policies: info.getPoliciesList().map(policyOf),
      initialConfig: new Map(
        [...info.getInitialconfigMap().entries()].map(([name, config]): [string, PolicySetting] => [
          name,
          {
            level: levelOf(config.getEnforcementlevel()),
            options: propertiesOf(config.getProperties()).values,
          },
        ]),
      ),
    };
  }

  async configure(policies: readonly EffectivePolicy[]): Promise<void> {
    const request = new analyzer.ConfigureAnalyzerRequest();
    for (const { info, level, options } of policies) {
      const config = new analyzer.PolicyConfig();
      config.setEnforcementlevel(LEVEL_NUMBERS[level]);
      config.setProperties(structOf(plain(options)));
      request.getPolicyconfigMap().set(info.name, config);
    }
    await this.ask<Empty>((done) => this.client.configure(request, done));
  }

  analyze(request: analyzer.AnalyzeRequest): Promise<analyzer.AnalyzeResponse> {
    return this.ask((done) => this.client.analyze(request, done));
  }

  remediate(request: analyzer.AnalyzeRequest): Promise<analyzer.RemediateResponse> {
    return this.ask((done) => this.client.remediate(request, done));
  }

  analyzeStack(request: analyzer.AnalyzeStackRequest): Promise<analyzer.AnalyzeResponse> {
    return this.ask((done) => this.client.analyzeStack(request, done));
  }

  close(): void {
    this.client.close();
  }
}

function policyOf(policy: analyzer.PolicyInfo): PolicyInfo {
  const schema = policy.getConfigschema();
  return {
    name: policy.getName(),
    description: policy.getDescription(),
    level: levelOf(policy.getEnforcementlevel()),
    severity: severityOf(policy.getSeverity()),
    isStackPolicy: policy.getPolicyType() === analyzer.PolicyType.POLICY_TYPE_STACK,
    remediationSteps: policy.getRemediationSteps(),
    url: policy.getUrl(),
    tags: policy.getTagsList(),
    options: propertiesOf(schema?.getProperties()).values,
    required: schema?.getRequiredList() ?? [],
  };
}
