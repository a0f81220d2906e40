import { join } from "node:path";
import { UsageError } from "../errors";
import type { Project } from "../project/project";
import type { StackConfig } from "../project/stack-config";
import { Lines } from "../processes/lines";
import { PRELOAD_ARGS, startNode, type Running } from "../processes/node";
import type { Sdk } from "../processes/sdk";
import { packLabel } from "./pack";

/** How long a pack may take to load, in seconds; as TypeScript, type-checked, it takes up to fifteen. `--timeout` may shorten it. */
const START_LIMIT_SECONDS = 120;

export interface PackStart {
  readonly directory: string;
  readonly sdk: Sdk;
  readonly project: Project;
  readonly stack: string;
  readonly config: StackConfig;
  readonly engineAddress: string;
  readonly timeoutSeconds: number;
  /** Lines that the pack prints once it runs. */
  readonly onLine: (line: string) => void;
}

/** A policy pack's process. */
export interface PackProcess {
  readonly running: Running;
  /** Port of its analyzer; rejects with a {@link UsageError} if it does not start. */
  readonly port: Promise<number>;
}

/** Starts a pack as the CLI does: the SDK's own runner for policy packs, whose first line is the port. */
export function startPack(start: PackStart): PackProcess {
  const { directory, sdk, project, stack } = start;
  const errors: string[] = [];
  const waiter = new PortWaiter(packLabel(directory), start.onLine);
  const stdout = new Lines((line) => waiter.line(line));
  const stderr = new Lines((line) => {
    if (waiter.started) start.onLine(line);
    else errors.push(line);
  });
  const running = startNode({
    args: [...PRELOAD_ARGS, join(sdk.directory, "cmd", "run-policy-pack"), start.engineAddress, directory],
    cwd: directory,
    env: {
      ...process.env,
      ...sdk.env,
      PULUMI_NODEJS_ORGANIZATION: "organization",
      PULUMI_NODEJS_PROJECT: project.name,
      PULUMI_NODEJS_STACK: stack,
      PULUMI_NODEJS_DRY_RUN: "true",
      PULUMI_CONFIG: JSON.stringify(start.config.values),
      ...(sdk.prepared ? { WEB_INFRA_PREVIEW_SDK: sdk.directory } : {}),
    },
    onStdout: stdout.push,
    onStderr: stderr.push,
  });
  void running.ended.then(() => {
    stderr.flush();
    waiter.fail(`failed to start: ${cause(errors)}`);
  });
  const limit = Math.min(start.timeoutSeconds, START_LIMIT_SECONDS);
  const timer = setTimeout(() => {
    waiter.fail(`did not start within ${limit} s`);
  }, limit * 1000).unref();
  const port = waiter.port.finally(() => {
    clearTimeout(timer);
  });
  // A caller that waits for the port sees the failure; there may be none yet.
  port.catch(() => running.kill());
  return { running, port };
}

class PortWaiter {
  readonly port: Promise<number>;
  started = false;
  private resolve: (port: number) => void = () => undefined;
  private reject: (error: UsageError) => void = () => undefined;

  constructor(
    private readonly label: string,
    private readonly onLine: (line: string) => void,
  ) {
    this.port = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  line(line: string): void {
    if (this.started) {
      this.onLine(line);
    } else if (/^\d{1,5}$/.test(line)) {
      this.started = true;
      this.resolve(Number(line));
    } else {
      this.fail(
        `printed ${JSON.stringify(line)} before its port: a pack must not write to standard output while it loads`,
      );
    }
  }

  fail(reason: string): void {
    this.reject(new UsageError(`policy pack ${this.label} ${reason}`));
  }
}

/** The line of a crash that says why. */
function cause(lines: readonly string[]): string {
  const said = lines.map((line) => line.trim()).filter((line) => line !== "");
  const error =
    said.find((line) => /^(?:Error|\w*Error)\b.*:/.test(line)) ??
    said.find((line) => /error TS\d+/.test(line));
  return (
    error ??
    said[0]?.replace(/^error: (?:\[runtime\] )?/, "") ??
    "it ended without a message, and made no PolicyPack"
  );
}
