/** A policy pack in a process of its own, started as the Pulumi CLI starts it and called over the analyzer protocol. */
import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { credentials, type ServiceError } from "@grpc/grpc-js";
import type { EnforcementLevel } from "@pulumi/policy";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzerStackConfigureRequest,
  ConfigureAnalyzerRequest,
  EnforcementLevel as Level,
  PolicyConfig as PolicyConfigMessage,
  type AnalyzerInfo,
  type AnalyzeResponse,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { PolicyConfig } from "../../policies/testing/config";
import {
  analyzeRequest,
  findingsOf,
  stackRequest,
  structOf,
  type Finding,
  type Planted,
} from "../../policies/testing/messages";

const ROOT = join(__dirname, "..", "..");
const RUNNER = join(ROOT, "node_modules", "@pulumi", "pulumi", "cmd", "run-policy-pack");
const STARTS_WITHIN_MS = 20_000;

const LEVELS: Readonly<Record<EnforcementLevel, Level>> = {
  advisory: Level.ADVISORY,
  mandatory: Level.MANDATORY,
  disabled: Level.DISABLED,
  remediate: Level.REMEDIATE,
};

type Answer<Response> = (error: ServiceError | null, response: Response) => void;

export class PolicyProcess {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: AnalyzerClient,
    /** From the start of the process until it said its port. */
    readonly startMs: number,
  ) {}

  /** @param directory of the pack, with its built file */
  static async start(directory: string): Promise<PolicyProcess> {
    const begun = performance.now();
    const child = spawn(process.execPath, [RUNNER, "127.0.0.1:1", directory], {
      cwd: directory,
      stdio: ["ignore", "pipe", "pipe"],
    });
    const port = await firstLine(child);
    const startMs = performance.now() - begun;
    const client = new AnalyzerClient(`127.0.0.1:${port}`, credentials.createInsecure(), {
      "grpc.max_receive_message_length": 400 * 1024 * 1024,
      "grpc.max_send_message_length": 400 * 1024 * 1024,
    });
    const pack = new PolicyProcess(child, client, startMs);
    const stack = new AnalyzerStackConfigureRequest().setStack("prod").setProject("example");
    await answered((answer) => client.configureStack(stack, answer));
    return pack;
  }

  async configure(config: PolicyConfig): Promise<void> {
    const request = new ConfigureAnalyzerRequest();
    for (const [policy, entry] of Object.entries(config)) {
      const { enforcementLevel, ...options } =
        typeof entry === "string" ? { enforcementLevel: entry } : entry;
      const message = new PolicyConfigMessage().setProperties(structOf(options));
      if (enforcementLevel !== undefined) {
        message.setEnforcementlevel(LEVELS[enforcementLevel]);
      }
      request.getPolicyconfigMap().set(policy, message);
    }
    await answered((answer) => this.client.configure(request, answer));
  }

  async info(): Promise<AnalyzerInfo> {
    return answered((answer) => this.client.getAnalyzerInfo(new Empty(), answer));
  }

  async analyze(resource: Planted): Promise<Finding[]> {
    const response: AnalyzeResponse = await answered((answer) =>
      this.client.analyze(analyzeRequest(resource), answer),
    );
    return findingsOf(response).map((finding) => ({ ...finding, resource: resource.name }));
  }

  async analyzeStack(program: readonly Planted[]): Promise<Finding[]> {
    const response: AnalyzeResponse = await answered((answer) =>
      this.client.analyzeStack(stackRequest(program), answer),
    );
    return findingsOf(response);
  }

  async stop(): Promise<void> {
    this.client.close();
    const ended = new Promise((resolve) => this.child.once("exit", resolve));
    this.child.kill("SIGTERM");
    await ended;
  }
}

function answered<Response>(ask: (answer: Answer<Response>) => unknown): Promise<Response> {
  return new Promise((resolve, reject) => {
    ask((error, response) => {
      if (error === null) {
        resolve(response);
      } else {
        reject(error);
      }
    });
  });
}

/** The port that the pack listens on; rejects with what it said instead. */
function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const { stdout, stderr } = child;
    if (stdout === null || stderr === null) {
      reject(new Error("the pack has no output"));
      return;
    }
    let errors = "";
    stderr.on("data", (data: Buffer) => (errors += data.toString()));
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error(`the pack said no port within ${STARTS_WITHIN_MS} ms: ${errors}`));
    }, STARTS_WITHIN_MS);
    child.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`the pack ended with ${code ?? "a signal"}: ${errors}`));
    });
    createInterface(stdout).once("line", (line) => {
      clearTimeout(timer);
      resolve(line);
    });
  });
}
