/**
 * Real builds of the bundler that is at hand (esbuild, which Angular uses too) in the layouts of several frameworks: release, every
 * internal link, a second release with an open tab, rollback.
 */
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { build, type BuildOptions } from "esbuild";
import { deploy } from "../../release/commands/deploy";
import { rollback } from "../../release/commands/rollback";
import { World, type Files } from "../emulator/support/world";

interface Layout {
  readonly mode: "spa" | "static";
  readonly options: BuildOptions;
  /** Path of a page → what links to it. */
  readonly pages: (version: number) => Readonly<Record<string, string>>;
}

const names = (folder: string, name: string) => ({
  entryNames: `${folder}${name}`,
  chunkNames: `${folder}${name}`,
  assetNames: `${folder}${name}`,
});

/** How each framework names the files that its bundler makes. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  "Angular: names with eight capitals and digits at the root": {
    mode: "spa",
    options: names("", "[name]-[hash]"),
    pages: () => ({ "index.html": "/" }),
  },
  "a base path: everything in a folder": {
    mode: "static",
    options: { ...names("docs/assets/", "[name]-[hash]"), publicPath: "/" },
    pages: (version) => ({
      "index.html": "/",
      "docs/index.html": "/docs/",
      [`docs/v${version}/index.html`]: `/docs/v${version}/`,
    }),
  },
  "names without any hash": {
    mode: "static",
    options: names("js/", "[name]"),
    pages: () => ({ "index.html": "/", "블로그/index.html": "/블로그/" }),
  },
};

async function built({ options, pages }: Layout, version: number): Promise<Files> {
  const result = await build({
    stdin: {
      contents: `import("./lazy").then(({ lazy }) => { document.title = lazy; });`,
      resolveDir: "/",
      sourcefile: "main.js",
    },
    plugins: [
      {
        name: "lazy",
        setup: (plugin) => {
          plugin.onResolve({ filter: /^\.\/lazy$/ }, () => ({ path: "lazy", namespace: "made" }));
          plugin.onLoad({ filter: /.*/, namespace: "made" }, () => ({
            contents: `export const lazy = "version ${version}";`,
          }));
        },
      },
    ],
    bundle: true,
    splitting: true,
    format: "esm",
    write: false,
    metafile: true,
    outdir: "/out",
    ...options,
  });
  const files = Object.fromEntries(
    (result.outputFiles ?? []).map(({ path, text }) => [path.replace(/^\/out\//, ""), text]),
  );
  const [entry = ""] = Object.entries(result.metafile?.outputs ?? {})
    .filter(([, { entryPoint }]) => entryPoint !== undefined)
    .map(([path]) => path.replace(/^.*\/?out\//, ""));
  const links = Object.values(pages(version)).map((link) => `<a href="${link}">x</a>`);
  const html = `<!doctype html><title>${version}</title><script type="module" src="/${entry}"></script>${links.join("")}`;
  return {
    ...files,
    ...Object.fromEntries(Object.keys(pages(version)).map((path) => [path, `${html}<!-- ${path} -->`])),
    "404.html": `<!doctype html>missing ${version}`,
  };
}

describe("builds of bundlers", () => {
  let world: World;
  before(async () => {
    world = await World.start("stand-in");
  });
  after(() => world.stop());

  async function released(files: Files): Promise<void> {
    const folder = world.build(files);
    const run = await world.inProcess(async (context) => deploy(context, folder, {}));
    assert.equal(run.code, 0, run.stderr);
  }

  for (const [name, layout] of Object.entries(LAYOUTS)) {
    for (const release of ["atomic", "inPlace"] as const) {
      it(`${release}, ${name}: every link answers, an open tab finds its chunk, and the rollback shows the first build`, async () => {
        await world.makeSite(release, layout.mode);
        const [first, second] = [await built(layout, 1), await built(layout, 2)];
        await released(first);
        for (const [path, link] of Object.entries(layout.pages(1))) {
          assert.equal((await world.edge.visit(link)).body, first[path], link);
        }
        await released(second);
        for (const [path, link] of Object.entries(layout.pages(2))) {
          assert.equal((await world.edge.visit(link)).body, second[path], link);
        }
        for (const path of Object.keys(first).filter((each) => each.endsWith(".js"))) {
          const { status, body } = await world.edge.visit(`/${path}`);
          assert.equal(status, 200, path);
          // A name without a hash is the same in both: the tab gets the new one.
          assert.equal(hash(body), hash(second[path] ?? first[path] ?? ""), path);
        }
        const back = await world.inProcess(rollback);
        assert.equal(back.code, 0, back.stderr);
        for (const [path, link] of Object.entries(layout.pages(1))) {
          assert.equal((await world.edge.visit(link)).body, first[path], link);
        }
      });
    }
  }
});

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
