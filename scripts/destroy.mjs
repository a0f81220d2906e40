// `npm run destroy`: says what is protected, what is lost and what remains, then runs pulumi destroy, which asks.
import { checkFlags } from "./pulumi-flags.mjs";
import { fail, run } from "./ready.mjs";
import { needs, stackName } from "./stack-facts.mjs";
import { output, start } from "./tools.mjs";

const USAGE = "npm run destroy -- STACK [flags of pulumi destroy]";
const HELP = `Usage: ${USAGE}

Lists what a stack's end takes with it and what it leaves, then runs pulumi destroy, which shows its preview and asks.
A stack with protected resources is refused before anything is deleted.
Exit code: that of pulumi destroy; 2 where something is protected, or for wrong usage.`;

/** What holds something that nothing makes again, and what that is. */
const HOLDS = {
  "aws:s3/bucket:Bucket": "objects; where there are any and forceDestroy is off, AWS refuses: empty it first",
  "aws:cloudfront/keyValueStore:KeyValueStore": "which release is live",
  "aws:elasticbeanstalk/environment:Environment": "the running service",
  "aws:elasticbeanstalk/application:Application": "the versions that can be rolled back to",
  "aws:cloudwatch/logGroup:LogGroup": "logs",
  "aws:rds/cluster:Cluster": "a database",
  "aws:rds/instance:Instance": "a database",
  "aws:dynamodb/table:Table": "a table",
  "aws:kms/key:Key": "a key: what it has encrypted is lost when its waiting time is over",
};

await run(
  "destroy",
  ([stack, ...flags]) => {
    stackName("destroy", stack, USAGE);
    checkFlags("destroy", stack, flags);
    needs("destroy", "pulumi");
    const { text, fault } = output("destroy", "pulumi", ["stack", "export", "--stack", stack]);
    if (fault !== undefined) fail("destroy", `the state of stack ${stack} cannot be read: ${fault}`);
    const resources = (JSON.parse(text).deployment?.resources ?? []).filter(({ custom }) => custom);
    const guarded = resources.filter(({ protect }) => protect);
    if (guarded.length > 0) {
      console.log(`Protected (${guarded.length}):\n${guarded.map(lineOf).join("\n")}`);
      fail(
        "destroy",
        `stack ${stack} is protected, and nothing is deleted: set protect: false in its file, run npm run up -- ${stack}, then this again`,
      );
    }
    const lost = resources.filter(({ type }) => type in HOLDS);
    console.log(`Deleted: ${resources.length} resources of stack ${stack}.`);
    if (lost.length > 0)
      console.log(
        `Lost with them:\n${lost.map((each) => `${lineOf(each)}: ${HOLDS[each.type]}`).join("\n")}`,
      );
    console.log(
      `Remains: the hosted zone, secrets in Secrets Manager, the stack's file, and the stack's record in Pulumi (pulumi stack rm ${stack} --preserve-config removes it; without that flag, the file too).`,
    );
    process.exit(start("destroy", "pulumi", ["destroy", "--stack", stack, ...flags]));
  },
  { help: HELP },
);

function lineOf({ urn, type, id }) {
  return `  ${type} ${urn.split("::").at(-1)} (${id})`;
}
