// Embeds the edge function's files (components/edge/*.js) into components/edge/source.ts, so that the program needs neither the
// files nor esbuild at `pulumi up`. Comments and white space go: CloudFront takes 10 KB. Top-level names stay, since the
// assembled text joins the files.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./packs.mjs";

const FOLDER = "components/edge";
const TARGET = join(root, FOLDER, "source.ts");

/** The files that the text is made of, for the build's own check. */
export const edgeFiles = readdirSync(join(root, FOLDER))
  .filter((name) => name.endsWith(".js"))
  .sort()
  .map((name) => `${FOLDER}/${name}`);

/** The content of source.ts. */
export async function edgeSource(esbuild) {
  const parts = await Promise.all(
    edgeFiles.map(async (file) => {
      const { code } = await esbuild.transform(readFileSync(join(root, file), "utf8"), {
        loader: "js",
        // What the runtime has: esbuild must not write anything newer.
        target: "es2017",
        minifyWhitespace: true,
        minifyIdentifiers: true,
        charset: "utf8",
      });
      return [file.slice(FOLDER.length + 1, -".js".length), code.trim()];
    }),
  );
  const entries = parts.map(([name, code]) => `  ${JSON.stringify(name)}: ${JSON.stringify(code)},`);
  return [
    "// Written by `npm run build` from the .js files beside it: change those.",
    "/** The edge function's files by name, without comments and white space. */",
    "export const EDGE_SOURCE = {",
    ...entries,
    "} as const;",
    "",
  ].join("\n");
}

/** Writes source.ts where it is not current. */
export async function writeEdgeSource(esbuild) {
  const text = await edgeSource(esbuild);
  let present = "";
  try {
    present = readFileSync(TARGET, "utf8");
  } catch {
    // It is made here.
  }
  if (text !== present) writeFileSync(TARGET, text);
}
