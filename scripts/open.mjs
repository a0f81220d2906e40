// `npm run open`: a page of a stack in the browser.
import { fail, run } from "./ready.mjs";
import { entryOf, needs, outputsOf, regionOf, stackName } from "./stack-facts.mjs";
import { isInstalled, start } from "./tools.mjs";

const USAGE = "npm run open -- STACK [NAME] [site|dashboard|pipeline|connection]";
const HELP = `Usage: ${USAGE}

Prints the address of a page and opens it where there is a browser to open it with.

  site        the site or service itself (default)
  dashboard   a service's dashboard in CloudWatch; a site's distribution
  pipeline    its pipeline
  connection  the Bitbucket connection, to approve it
Exit code: 0; 2 for wrong usage.`;

const PAGES = ["site", "dashboard", "pipeline", "connection"];

await run(
  "open",
  async ([stack, ...rest]) => {
    const name = stackName("open", stack, USAGE);
    const page = rest.find((word) => PAGES.includes(word)) ?? "site";
    const [given, ...others] = rest.filter((word) => !PAGES.includes(word));
    if (others.length > 0)
      fail("open", `${others[0]} is no page: one name, then one of ${PAGES.join(", ")}: ${USAGE}`);
    needs("open", "pulumi");
    const region = await regionOf("open", name);
    const outputs = outputsOf("open", stack);
    const url =
      page === "connection"
        ? outputs.connectionUrl
        : addressOf(page, entryOf("open", outputs, given), region);
    if (url === undefined || url === null)
      fail(
        "open",
        "this stack makes no connection that is to be approved: it has no pipeline, or connectionArn names another's",
      );
    console.log(url);
    const opener = { darwin: "open", win32: "explorer" }[process.platform] ?? "xdg-open";
    if (isInstalled(opener)) start("open", opener, [url]);
  },
  { help: HELP },
);

function addressOf(page, { kind, name, outputs }, region) {
  const console = `https://${region}.console.aws.amazon.com`;
  if (page === "site") return outputs.url;
  if (page === "pipeline") {
    if (outputs.pipelineName === undefined) fail("open", `${name} has no pipeline`);
    return `${console}/codesuite/codepipeline/pipelines/${outputs.pipelineName}/view?region=${region}`;
  }
  return kind === "site"
    ? `https://us-east-1.console.aws.amazon.com/cloudfront/v4/home#/distributions/${outputs.distributionId}`
    : `${console}/cloudwatch/home?region=${region}#dashboards/dashboard/${outputs.environmentName}`;
}
