/**
 * The tables of what the roles of a pipeline may do, put to an IAM simulator that others keep: of our own evaluation we can
 * only know that it is what we think IAM to be.
 *
 * It is installed into a folder of its own and runs as a program of its own: its licence is the AGPL, so nothing here is
 * built with it or depends on it.
 *
 * @see https://github.com/cloud-copilot/iam-simulate
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ALL, CALLS, POLICIES, type Policy } from "../components/deploy-pipeline/beanstalk-calls";
import { ACCOUNT, ROLES, TABLE } from "../components/deploy-pipeline/iam-cases";

const SIMULATOR = "@cloud-copilot/iam-simulate@0.1.173";

interface Question {
  readonly title: string;
  readonly policy: unknown;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, string>>;
  readonly allowed: boolean;
}

/** The simulator's answer: whether it allows, or why it cannot say. */
interface Answer {
  readonly allowed?: boolean;
  readonly fault?: string;
}

const ofDeployments: readonly Question[] = CALLS.flatMap(([row, action, resource, policies]) =>
  ALL.map((policy: Policy) => ({
    title: `${row} a ${policy} deployment ${policies.includes(policy) ? "may" : "may not"} ${action} ${resource}`,
    ...{ policy: POLICIES[policy], action, resource, context: {}, allowed: policies.includes(policy) },
  })),
);

const ofRoles: readonly Question[] = TABLE
  // What EventBridge may do with a log group is that group's own policy, of no role.
  .filter(([role]) => role !== "events")
  .map(([role, action, resource, allowed, context = {}]) => ({
    title: `${role} ${allowed ? "may" : "may not"} ${action} ${resource} ${JSON.stringify(context)}`,
    ...{ policy: ROLES[role], action, resource, context, allowed },
  }));

/** Actions of which the simulator's data holds no resource of that form: it says so instead of an answer. */
const UNKNOWN_TO_IT = new Set([
  "elasticloadbalancing:DeleteLoadBalancer",
  "elasticloadbalancing:RemoveTags",
  "codestar-connections:UseConnection",
]);

describe("an IAM simulator of others", function () {
  let folder: string;
  let answers: ReadonlyMap<Question, Answer>;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "iam-simulator-"));
    writeFileSync(join(folder, "package.json"), "{}");
    run("npm", ["install", "--no-audit", "--no-fund", "--prefix", folder, SIMULATOR], "");
    const questions = [...ofDeployments, ...ofRoles];
    const text = run(
      process.execPath,
      [join(__dirname, "support", "iam-simulate.mjs"), folder],
      JSON.stringify(questions.map((each) => ({ ...each, accountId: ACCOUNT }))),
    );
    const given = JSON.parse(text) as Answer[];
    assert.equal(given.length, questions.length);
    answers = new Map(questions.map((question, index) => [question, given[index] ?? {}]));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const question of [...ofDeployments, ...ofRoles]) {
    it(question.title, () => {
      const { allowed, fault } = answers.get(question) ?? {};
      if (UNKNOWN_TO_IT.has(question.action)) {
        assert.match(
          fault ?? "",
          /no\.resource\.types/,
          "it knows them now: take the action out of the list",
        );
        return;
      }
      assert.equal(fault, undefined);
      assert.equal(allowed, question.allowed);
    });
  }
});

function run(command: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
  });
  assert.equal(status, 0, stderr);
  return stdout;
}
