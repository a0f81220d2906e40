import type { Options } from "../cli/options";
import type { Deployment } from "../engine/deployment";
import { UsageError, messageOf } from "../errors";
import { PackClient, type PackInfo, type StackFacts } from "./client";
import { checkNames, checkOptions } from "./config-file";
import { ofFramework } from "./framework";
import { effectivePolicies, type PolicySetting } from "./levels";
import { packLabel, type PackSource } from "./pack";
import { PackRun } from "./pack-run";
import type { PackProcess } from "./process";
import { MAX_SILENCE_SECONDS } from "./watch";

/** Waits for a pack to start, tells it the stack and its configuration, and checks that configuration against its policies. */
export async function configurePack(
  source: PackSource,
  process: PackProcess,
  facts: StackFacts,
  deployment: Deployment,
  { timeoutSeconds, framework }: Pick<Options, "timeoutSeconds" | "framework">,
): Promise<PackRun> {
  const file = source.config;
  const client = new PackClient(await process.port);
  try {
    const info = await introduced(client, source, facts);
    if (file) checkNames(file, info.name, info.policies);
    const settings = file?.settings ?? new Map<string, PolicySetting>();
    const policies = ofFramework(effectivePolicies(info.policies, info.initialConfig, settings), framework);
    await checkOptions(policies, info.name, file?.file);
    await client.configure(policies);
    const silence = Math.min(timeoutSeconds, MAX_SILENCE_SECONDS);
    return new PackRun(client, info, policies, deployment, process.running, silence);
  } catch (error) {
    client.close();
    throw error;
  }
}

async function introduced(client: PackClient, source: PackSource, facts: StackFacts): Promise<PackInfo> {
  try {
    await client.introduce(facts, source.directory);
    return await client.info();
  } catch (error) {
    const reason = messageOf((error as { details?: string }).details ?? error);
    throw new UsageError(`policy pack ${packLabel(source.directory)} does not answer: ${reason}`);
  }
}
