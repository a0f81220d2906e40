/**
 * The release's id: the build and the instances know it by the same name. It travels in the bundle, so that a rollback to an
 * older bundle brings that bundle's own id back, and an instance of a scale-out has the one of what it runs.
 */
/** What the actions hand to their builds: the execution of the pipeline, a UUID. */
export const RELEASE_VARIABLES = { RELEASE_ID: "#{codepipeline.PipelineExecutionId}" } as const;

/**
 * Names that a release brings with it. An environment variable of the service would win over them on the instances and
 * differ from what was built.
 */
export const RELEASE_NAMES = ["RELEASE_ID", "NEXT_DEPLOYMENT_ID"] as const;

/**
 * Before the build, where the application has Next.js: its deployment id, unless the build's own variables give one.
 *
 * @see https://nextjs.org/docs/app/api-reference/config/next-config-js/deploymentId
 */
export const NAME_DEPLOYMENT =
  `if node -e 'require.resolve("next/package.json")' 2>/dev/null; ` +
  `then export NEXT_DEPLOYMENT_ID="\${NEXT_DEPLOYMENT_ID:-\${RELEASE_ID:-}}"; fi`;

/**
 * After the build: what gives the variables to each process of the Procfile, by systemd. An option_settings section would be
 * a change of the environment's configuration, which immutable deployments do not take; under /usr/lib, since Elastic Beanstalk
 * deletes what is below /etc/systemd at each deployment.
 *
 * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/customize-containers-ec2.html
 */
export function carryReleaseId(directory: string): string {
  return `node -e '${SCRIPT.replaceAll("DIRECTORY", directory)}'`;
}

// In single quotes of a shell: it has none itself. Quotes, blanks and % would mean something to systemd.
const SCRIPT = `
const fs = require("fs");
const given = ${JSON.stringify(RELEASE_NAMES)}.filter((name) => process.env[name]);
for (const name of given) {
  if (!/^[A-Za-z0-9_.-]+$/.test(process.env[name])) {
    console.error(name + " must have letters, digits, _, . and - only");
    process.exit(1);
  }
}
const procfile = "DIRECTORY/Procfile";
const processes = fs.existsSync(procfile)
  ? [...fs.readFileSync(procfile, "utf8").matchAll(/^([A-Za-z0-9_-]+):/gm)].map(([, name]) => name)
  : ["web"];
const file = {
  mode: "000644",
  owner: "root",
  group: "root",
  content: ["[Service]", ...given.map((name) => "Environment=" + name + "=" + process.env[name]), ""].join("\\n"),
};
const path = (name) => "/usr/lib/systemd/system/" + name + ".service.d/20-release.conf";
if (given.length > 0) {
  fs.mkdirSync("DIRECTORY/.ebextensions", { recursive: true });
  fs.writeFileSync(
    "DIRECTORY/.ebextensions/90-release.config",
    JSON.stringify({
      files: Object.fromEntries(processes.map((name) => [path(name), file])),
      commands: { "90-reload-systemd": { command: "systemctl daemon-reload" } },
    }),
  );
}
`.trim();
