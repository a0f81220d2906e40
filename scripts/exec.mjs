// `npm run exec`: a shell on an instance of a service, through Systems Manager: no key, no open port.
import { fail, run } from "./ready.mjs";
import { entryOf, needs, outputsOf, regionOf, stackName } from "./stack-facts.mjs";
import { output, start } from "./tools.mjs";

const USAGE = "npm run exec -- STACK [SERVICE] [INSTANCE]";
const HELP = `Usage: ${USAGE}

Opens a shell on an instance of a service (aws ssm start-session): the one that is named, else the first that serves.
Needs the AWS CLI's session-manager-plugin, and ssm:StartSession for whom runs it.
Exit code: that of the AWS CLI; 2 for wrong usage.`;

await run(
  "exec",
  async ([stack, given, instance, ...more]) => {
    if (more.length > 0) fail("exec", `unexpected argument ${more[0]}: ${USAGE}`);
    const name = stackName("exec", stack, USAGE);
    needs("exec", "pulumi", "aws", "session-manager-plugin");
    const region = await regionOf("exec", name);
    const outputs = outputsOf("exec", stack);
    const service = entryOf("exec", outputs, given, { service: outputs.services });
    const target = instance ?? firstInstance(service.outputs.autoScalingGroupName, region);
    process.exit(start("exec", "aws", ["ssm", "start-session", "--target", target, "--region", region]));
  },
  { help: HELP },
);

function firstInstance(group, region) {
  const { text, fault } = output("exec", "aws", [
    ...["autoscaling", "describe-auto-scaling-groups", "--auto-scaling-group-names", group],
    ...["--query", "AutoScalingGroups[0].Instances[?LifecycleState=='InService'].InstanceId"],
    ...["--output", "text", "--region", region],
  ]);
  if (fault !== undefined) fail("exec", `the instances cannot be listed: ${fault}`);
  const [first] = text.trim().split(/\s+/);
  return first === "" || first === "None" ? fail("exec", `no instance of ${group} is in service`) : first;
}
