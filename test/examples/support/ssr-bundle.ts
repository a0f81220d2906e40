import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { runBuildspec } from "./buildspec";
import { exampleFolder, isInstalled } from "./example";

export const SSR_APP = exampleFolder("ssr-app");
export const RELEASE = "0123abc";

/** A hashed file of a release before this one, which a tab that is still open will ask for. */
export const FORMER_ASSET = "chunks/former-release-0a1b2c3d.js";

let built: Promise<string> | undefined;

/** The folder that Elastic Beanstalk would get, made once for all specs by the buildspec's own commands. */
export async function ssrBundle(): Promise<string> {
  built ??= build();
  return await built;
}

async function build(): Promise<string> {
  // What CodeBuild's cache would bring: the build before this one and three still older ones.
  const cache = join(SSR_APP, ".next", "cache", "former-assets");
  rmSync(cache, { recursive: true, force: true });
  for (const day of [1, 2, 3, 4]) {
    const former = `${cache}/2026-01-0${day}T00-00-00.000Z_former${day}`;
    put(`${former}/chunks/of-release-${day}.js`, `// ${day}`);
    if (day === 4) put(`${former}/${FORMER_ASSET}`, "console.log('former release');\n");
  }
  const bundle = await runBuildspec(SSR_APP, {
    installed: isInstalled(SSR_APP),
    env: { COMMIT_ID: RELEASE },
  });
  if (!existsSync(bundle)) throw new Error(`the buildspec made no ${bundle}`);
  return bundle;
}

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
