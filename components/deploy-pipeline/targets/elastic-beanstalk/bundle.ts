/** The bundle that Elastic Beanstalk unpacks on each instance, as the build puts it together. */
import type { BuildOutput } from "../../build/build-output";
import type { Build } from "../../build/config";
import { carryReleaseId, NAME_DEPLOYMENT } from "./release-id";

const DIRECTORY = ".web-infra-bundle";

/** What a service needs at run time, where the repository has it. */
const ALWAYS = [
  "package.json",
  "package-lock.json",
  ".npmrc",
  "Procfile",
  ".ebextensions",
  ".platform",
  "public",
  // `next start` without its configuration serves other paths (basePath, redirects, headers).
  "next.config.js",
  "next.config.mjs",
  "next.config.ts",
];

export function bundle(build: Pick<Build, "outputDirectory" | "bundle" | "bundleNodeModules">): BuildOutput {
  const { outputDirectory, bundle: more = [], bundleNodeModules = true } = build;
  const entries = [...new Set([...ALWAYS, outputDirectory, ...more])];
  return {
    directory: DIRECTORY,
    // node_modules/.bin holds links: as copies, programs such as next look for their own files in the wrong place.
    keepsSymlinks: true,
    preparation: [NAME_DEPLOYMENT],
    commands: [
      `rm -rf ${DIRECTORY} && mkdir ${DIRECTORY}`,
      `for entry in ${entries.join(" ")}; do if [ -e "$entry" ]; then mkdir -p "${DIRECTORY}/$(dirname "$entry")" && cp -a "$entry" "${DIRECTORY}/$(dirname "$entry")/"; fi; done`,
      `test -s ${DIRECTORY}/package.json || { echo "the repository has no package.json" >&2; exit 1; }`,
      `test -e "${DIRECTORY}/${outputDirectory}" || { echo "the build made no ${outputDirectory}" >&2; exit 1; }`,
      ...(isStandalone(outputDirectory) ? completeStandalone(outputDirectory) : []),
      `test -s ${DIRECTORY}/Procfile || node -e 'process.exit(require("./${DIRECTORY}/package.json").scripts?.start ? 0 : 1)' || { echo "nothing says how to start the server: add a Procfile or a start script" >&2; exit 1; }`,
      carryReleaseId(DIRECTORY),
      // With node_modules in the bundle Beanstalk installs nothing, and an instance of a scale-out is up sooner. A build of Nuxt
      // or SvelteKit holds its packages itself: all are development's, npm makes no folder, and an artifact takes files only.
      ...(bundleNodeModules
        ? [
            `(cd ${DIRECTORY} && npm ci --omit=dev --no-audit --no-fund && { test -d node_modules || { mkdir node_modules && touch node_modules/.keep; }; })`,
          ]
        : []),
    ],
  };
}

/** Next.js's standalone output: a server with the packages that it uses, and without the files that browsers fetch. */
function isStandalone(outputDirectory: string): boolean {
  return /(?:^|\/)\.next\/standalone$/.test(outputDirectory);
}

/**
 * Hashed files and `public` go where the standalone server looks for them, and it is what starts where no Procfile says
 * otherwise: the start script is most often `next start`, which does not serve this output.
 *
 * @see https://nextjs.org/docs/app/api-reference/config/next-config-js/output
 */
function completeStandalone(outputDirectory: string): string[] {
  const folder = `${DIRECTORY}/${outputDirectory}`;
  const build = outputDirectory.replace(/\/standalone$/, "");
  return [
    `test -s "${folder}/server.js" || { echo "the build made no ${outputDirectory}/server.js: set output: standalone in next.config, and outputFileTracingRoot to the application's own folder" >&2; exit 1; }`,
    `mkdir -p "${folder}/.next" && cp -a "${build}/static" "${folder}/.next/"`,
    `if [ -d public ]; then cp -a public "${folder}/"; fi`,
    `test -s ${DIRECTORY}/Procfile || echo "web: node ${outputDirectory}/server.js" > ${DIRECTORY}/Procfile`,
  ];
}
