// `npm run logs`: what a service writes, or where a site's requests are logged.
import { parseArgs } from "node:util";
import { flagFault, givenTwice } from "../offline/cli/given-twice.cjs";
import { fail, run } from "./ready.mjs";
import { entryOf, needs, outputsOf, regionOf, stackName } from "./stack-facts.mjs";
import { start } from "./tools.mjs";

const USAGE = "npm run logs -- STACK [NAME] [--file web.stdout.log] [--since 10m] [--follow]";
const HELP = `Usage: ${USAGE}

Shows the log of a service from CloudWatch Logs (aws logs tail), or lists the access logs of a site (aws s3 ls).

  STACK, NAME     the stack, and the site or service where it has several
  --file FILE     log below /var/log/ of the instances (default: web.stdout.log; also nginx/access.log, eb-engine.log)
  --since TIME    how far back, such as 10m, 2h or 1d (default: 10m)
  --follow        go on as lines come
Exit code: that of the AWS CLI; 2 for wrong usage.`;

await run(
  "logs",
  async (args) => {
    const { values, positionals } = read(args);
    const [stack, given, ...more] = positionals;
    if (more.length > 0) fail("logs", `unexpected argument ${more[0]}: ${USAGE}`);
    const name = stackName("logs", stack, USAGE);
    needs("logs", "pulumi", "aws");
    const region = await regionOf("logs", name);
    const { kind, name: entry, outputs } = entryOf("logs", outputsOf("logs", stack), given);
    if (kind === "site") {
      if (outputs.logBucketName === undefined)
        fail("logs", `site ${entry} keeps no access logs (accessLogs: false)`);
      // Log delivery of CloudFront is in us-east-1, and the bucket beside it.
      process.exit(
        start("logs", "aws", [
          "s3",
          "ls",
          `s3://${outputs.logBucketName}/`,
          "--recursive",
          "--region",
          "us-east-1",
        ]),
      );
    }
    const group = `/aws/elasticbeanstalk/${outputs.environmentName}/var/log/${values.file}`;
    const follow = values.follow ? ["--follow"] : [];
    process.exit(
      start("logs", "aws", ["logs", "tail", group, "--since", values.since, ...follow, "--region", region]),
    );
  },
  { help: HELP },
);

function read(args) {
  const options = {
    file: { type: "string", default: "web.stdout.log" },
    since: { type: "string", default: "10m" },
    follow: { type: "boolean", default: false },
  };
  try {
    const parsed = parseArgs({ args, options, strict: true, allowPositionals: true, tokens: true });
    const twice = givenTwice(parsed.tokens, options);
    return twice === undefined ? parsed : fail("logs", twice);
  } catch (error) {
    return fail("logs", `${flagFault(error)}: ${USAGE}`);
  }
}
