// `npm run init`: asks what a stack is to hold, writes its commented file, and previews it.
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../offline/cli/given-twice.cjs";
import { root } from "./packs.mjs";
import { fail, run } from "./ready.mjs";
import { stackFileText, zoneOf } from "./stack-file.mjs";
import { start } from "./tools.mjs";

const HELP = `Usage: npm run init [-- flags]

Writes Pulumi.STACK.yaml for a site (static: CloudFront, S3), a service (server-rendered: ALB, Elastic Beanstalk) or both, with
comments, and previews it. In a terminal it asks for what no flag gives; nothing is assumed. A file that exists stays as it is.

  --stack NAME        name of the stack, such as prod, dev or staging
  --kind KIND         site, service or both
  --region REGION     AWS region, such as eu-west-1
  --domain HOST       host, such as www.example.com; a site may have none (it answers under CloudFront's name), a service needs one.
                      With both, the site's; the service is then app.<zone>
  --zone ZONE         Route 53 hosted zone of the host (default: the host without its first label)
  --email ADDRESS     gets the alarms (default: there are none)
  --repository NAME   Bitbucket repository that releases it, such as team/www (default: no pipeline); with both, of the site
  --help              print this

Exit code: 0 written, and the preview is clean; 1 the preview found something, and nothing is written; 2 wrong usage;
130 stopped by Ctrl-C or Ctrl-D, and nothing is written.`;

const KINDS = ["site", "service", "both"];

/** The questions, in this order: the flag, the question, and what is wrong with an answer. */
const QUESTIONS = [
  {
    flag: "stack",
    question: "Name of the stack (such as prod, dev or staging)",
    fault: (text) =>
      /^[A-Za-z0-9_.-]{1,100}$/.test(text)
        ? undefined
        : "must hold letters, digits, hyphens, underscores and periods, at most 100",
  },
  {
    flag: "kind",
    question: "What will it hold: site, service or both",
    meant: (text) => text.toLowerCase(),
    fault: (text) => (KINDS.includes(text) ? undefined : `must be one of ${KINDS.join(", ")}`),
  },
  {
    flag: "region",
    question: "AWS region (such as eu-west-1)",
    fault: (text) =>
      /^[a-z]{2}(-[a-z]+)+-\d$/.test(text) ? undefined : "must be a region of AWS, such as eu-west-1",
  },
  {
    flag: "domain",
    question: "Host (such as www.example.com; empty for a site under CloudFront's own name)",
    optional: ({ kind }) => kind === "site",
    fault: (text) =>
      /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(text)
        ? undefined
        : "must be a host name in lower case, such as www.example.com",
  },
  {
    flag: "zone",
    question: ({ domain }) => `Route 53 hosted zone (empty for ${zoneOf(domain)})`,
    optional: () => true,
    unless: ({ domain }) => domain === undefined,
    fault: (text, { domain }) =>
      domain === text || domain?.endsWith(`.${text}`)
        ? undefined
        : `must be the host's domain or one above it, such as ${zoneOf(domain ?? "www.example.com")}`,
  },
  {
    flag: "email",
    question: "Address that gets the alarms (empty for no alarms)",
    optional: () => true,
    fault: (text) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? undefined : "must be an e-mail address"),
  },
  {
    flag: "repository",
    question: "Bitbucket repository that releases it, workspace/repository (empty for no pipeline)",
    optional: () => true,
    fault: (text) =>
      /^[\w.-]+\/[\w.-]+$/.test(text) ? undefined : "must be workspace/repository, such as team/www",
  },
];

await run("init", init, { help: HELP });

async function init(args) {
  const given = flagsOf(args);
  const faults = QUESTIONS.flatMap(({ flag, fault }) => {
    const message = given[flag] === undefined ? undefined : fault(given[flag], given);
    return message === undefined ? [] : [`--${flag} ${given[flag]}: ${message}`];
  });
  if (faults.length > 0) fail("init", faults.join("\ninit: "));
  refuseExisting(given.stack);
  // Before seven questions are answered: a folder that cannot be written is one line by run().
  accessSync(root, constants.W_OK);
  const answers = await ask(given);
  refuseExisting(answers.stack);
  const project = /^name: *["']?([^"'\s]+)/m.exec(readFileSync(join(root, "Pulumi.yaml"), "utf8"))?.[1];
  const file = `Pulumi.${answers.stack}.yaml`;
  const text = stackFileText(project, answers);
  const { build } = await import("./bundles.mjs");
  await build();
  const folder = mkdtempSync(join(tmpdir(), "web-infra-init-"));
  try {
    writeFileSync(join(folder, file), text);
    const preview = [join(root, "offline", "bin", "main.cjs"), "--project", root, "--stack", answers.stack];
    const code = start("init", process.execPath, [
      ...preview,
      "--config-file",
      join(folder, file),
      "--quiet",
    ]);
    if (code !== 0) {
      const words = Object.entries(answers).map(([flag, value]) => `--${flag} ${value}`);
      console.error(
        `init: the preview found something, so ${file} is not written; with the answers changed: npm run init -- ${words.join(" ")}`,
      );
      process.exit(code);
    }
    // wx: a file that has come to be meanwhile stays as it is.
    writeFileSync(join(root, file), text, { flag: "wx" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(
    `wrote ${file}: npm run preview -- --stack ${answers.stack} shows all that it makes; npm run up -- ${answers.stack} makes it`,
  );
}

function flagsOf(args) {
  const options = Object.fromEntries(QUESTIONS.map(({ flag }) => [flag, { type: "string" }]));
  try {
    const parsed = parseArgs({ args, options, strict: true, allowPositionals: false, tokens: true });
    const twice = givenTwice(parsed.tokens, options);
    return twice === undefined ? parsed.values : fail("init", twice);
  } catch (error) {
    return fail("init", flagFault(error));
  }
}

function refuseExisting(stack) {
  if (stack !== undefined && existsSync(join(root, `Pulumi.${stack}.yaml`))) {
    fail("init", `Pulumi.${stack}.yaml exists and stays as it is: edit it, or take another --stack`);
  }
}

/** The answers, of the flags and of the terminal; without a terminal, what is missing is one line. */
async function ask(given) {
  const answers = { ...given };
  const open = QUESTIONS.filter(({ flag, unless }) => given[flag] === undefined && !unless?.(given));
  if (!process.stdin.isTTY) {
    const missing = open.filter(({ optional }) => !optional?.(answers)).map(({ flag }) => `--${flag}`);
    if (missing.length > 0)
      fail("init", `needs ${missing.join(", ")} where there is no terminal to ask (--help)`);
    return answers;
  }
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answerTo = async (question) => {
    try {
      return (await terminal.question(question)).trim();
    } catch (error) {
      if (error.code !== "ABORT_ERR") throw error;
      console.error("\ninit: stopped, and nothing is written");
      return process.exit(130);
    }
  };
  try {
    for (const { flag, question, optional, unless, fault, meant = (text) => text } of open) {
      if (unless?.(answers)) continue;
      const text = typeof question === "function" ? question(answers) : question;
      for (;;) {
        const answer = meant(await answerTo(`${text}: `));
        if (answer === "" && optional?.(answers)) break;
        const message = answer === "" ? "is needed" : fault(answer, answers);
        if (message === undefined) {
          answers[flag] = answer;
          break;
        }
        console.error(`  ${flag}: ${message}, got ${JSON.stringify(answer)}`);
      }
      if (flag === "stack") refuseExisting(answers.stack);
    }
  } finally {
    terminal.close();
  }
  return answers;
}
