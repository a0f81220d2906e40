// `npm run up` and what runs meanwhile: Elastic Beanstalk refuses to change an environment that is being deployed to or
// updated ("must be Ready"), and the provider waits only where tags change.
import { setTimeout as sleep } from "node:timers/promises";
import { fail } from "./ready.mjs";
import { isInstalled, output } from "./tools.mjs";

/** Beanstalk itself gives a deployment up to an hour. */
const LONGEST_MS = 60 * 60_000;

/**
 * Resolves when no environment of the stack is being changed. A stack that was never brought up has none, and without the
 * AWS CLI or its credentials nothing is known: then Elastic Beanstalk itself says so, later.
 *
 * @param {string} stack
 * @param {number} pauseMs between two looks
 */
export async function untilEnvironmentsReady(stack, pauseMs = 15_000) {
  const environments = environmentsOf(stack);
  if (environments.length === 0 || !isInstalled("aws")) return;
  for (const end = Date.now() + LONGEST_MS; ; await sleep(pauseMs)) {
    const busy = environments
      .map(({ name, region }) => ({ name, status: statusOf(name, region) }))
      .filter(isBusy);
    if (busy.length === 0) return;
    const which = busy.map(({ name, status }) => `${name} is ${status}`).join(", ");
    if (Date.now() > end) fail("up", `${which} for an hour: see its events in Elastic Beanstalk's console`);
    console.log(`up: ${which}: a deployment or a managed update is under way; waiting for its end`);
  }
}

/** Name and region of each environment that the outputs of a stack tell. */
function environmentsOf(stack) {
  const { text } = output("up", "pulumi", ["stack", "output", "--json", "--stack", stack]);
  return Object.values(parsed(text)?.services ?? {}).flatMap(({ environmentName: name, loadBalancerArn }) => {
    // arn:aws:elasticloadbalancing:REGION:…
    const region = String(loadBalancerArn).split(":")[3];
    return name === undefined || region === undefined ? [] : [{ name, region }];
  });
}

function statusOf(name, region) {
  const query = ["--query", "Environments[0].Status", "--output", "json", "--region", region];
  const { text } = output("up", "aws", [
    ...["elasticbeanstalk", "describe-environments", "--environment-names", name, "--no-include-deleted"],
    ...query,
  ]);
  return parsed(text);
}

function isBusy({ status }) {
  return status === "Updating" || status === "Launching";
}

/** JSON that a program has printed; undefined where it has failed or printed something else. */
function parsed(text) {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}
