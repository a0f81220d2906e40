/** The only reader of the running stack's configuration. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import * as runtimeConfig from "@pulumi/pulumi/runtime/config";
import { stackFilesOf } from "./like";
import { checkRaw } from "./raw";
import type { StackConfig } from "./stack";

/** Thrown for a configuration with faults; the message has one line for each and needs no stack trace. */
export class ConfigError extends pulumi.RunError {}

/**
 * Reads and checks the configuration of the running stack; what is out of date in it is a warning.
 *
 * @throws {ConfigError} that lists every fault
 */
export function loadConfig(): StackConfig {
  // The SDK exports this function without declaring it.
  const { isConfigSecret } = runtimeConfig as unknown as { isConfigSecret: (key: string) => boolean };
  const project = pulumi.getProject();
  const folder = join(__dirname, "..");
  const { value, faults, warnings, notes } = checkRaw({
    texts: runtimeConfig.allConfig(),
    project,
    others: stackFilesOf(folder, project),
    stack: pulumi.getStack(),
    providers: providersOf(join(folder, "package.json")),
    isSecret: isConfigSecret,
  });
  for (const warning of warnings) {
    void pulumi.log.warn(warning);
  }
  for (const note of value === undefined ? [] : notes) {
    void pulumi.log.info(note);
  }
  return valueOr(value, faults);
}

/**
 * Checks raw configuration: keys with their namespace, values as Pulumi hands them over.
 *
 * @throws {ConfigError} that lists every fault
 */
export function parseConfig(
  texts: Readonly<Record<string, string>>,
  project: string,
  isSecret: (key: string) => boolean = () => false,
): StackConfig {
  const { value, faults } = checkRaw({ texts, project, isSecret });
  return valueOr(value, faults);
}

function valueOr(value: StackConfig | undefined, faults: readonly string[]): StackConfig {
  if (value === undefined) {
    throw new ConfigError(faults.join("\n"));
  }
  return value;
}

/** Pulumi's providers are packages named after their namespace: `@pulumi/random`, `pulumi-vercel`. */
function providersOf(packageFile: string): string[] {
  const { dependencies = {} } = JSON.parse(readFileSync(packageFile, "utf8")) as {
    dependencies?: Record<string, string>;
  };
  return Object.keys(dependencies).flatMap((name) => {
    const found = /^@pulumi\/(.+)$/.exec(name) ?? /^(?:@[^/]+\/)?pulumi-(.+)$/.exec(name);
    return found?.[1] === undefined ? [] : [found[1]];
  });
}
