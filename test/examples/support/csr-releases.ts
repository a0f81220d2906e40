import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { deflateSync, crc32 } from "node:zlib";
import { runBuildspec } from "./buildspec";
import { exampleFolder, isInstalled, run } from "./example";

const CSR_APP = exampleFolder("csr-app");

/** What the two releases show, for the tests to look for. */
export const RELEASES = {
  first: { id: "release-1", about: "We sell furniture for reading.", bannerWidth: 320 },
  second: { id: "release-2", about: "We have moved to the harbour.", bannerWidth: 480 },
} as const;

/** Builds of the application as it is, and as it is after a commit that changes its pages and its images. */
export interface CsrReleases {
  readonly first: string;
  readonly second: string;
  readonly remove: () => void;
}

/** Builds both with the buildspec's own commands; each from a copy, so that examples/ stays as it is. */
export async function buildCsrReleases(): Promise<CsrReleases> {
  if (!isInstalled(CSR_APP)) await run("npm", ["ci"], { cwd: CSR_APP });
  const folder = mkdtempSync(join(tmpdir(), "csr-app-"));
  const source = join(folder, "source");
  cpSync(CSR_APP, source, {
    recursive: true,
    filter: (path) => !["node_modules", "dist"].includes(basename(path)),
  });
  symlinkSync(join(CSR_APP, "node_modules"), join(source, "node_modules"));

  const build = async (id: string) => {
    const artifact = await runBuildspec(source, { installed: true, env: { COMMIT_ID: id } });
    cpSync(artifact, join(folder, id), { recursive: true });
    return join(folder, id);
  };
  const first = await build(RELEASES.first.id);
  commitSecondRelease(source);
  const second = await build(RELEASES.second.id);
  return { first, second, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Another text in the lazy page, another hashed image, the banner overwritten under its name. */
function commitSecondRelease(source: string): void {
  edit(join(source, "src", "pages", "about.tsx"), RELEASES.first.about, RELEASES.second.about);
  edit(join(source, "src", "images", "lamp.svg"), "#b35900", "#004a99");
  edit(join(source, "src", "pages", "product.tsx"), "<h1>{product.name}</h1>", "<h1>{product.name}!</h1>");
  mkdirSync(join(source, "public", "images"), { recursive: true });
  writeFileSync(join(source, "public", "images", "banner.png"), png(RELEASES.second.bannerWidth, 80));
}

function edit(file: string, from: string, to: string): void {
  const text = readFileSync(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, text.replace(from, to));
}

/** A grey picture of that size. */
function png(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits, grey, no filter beyond each row's own.
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Buffer.alloc((width + 1) * height, 0x80);
  for (let row = 0; row < height; row++) rows[row * (width + 1)] = 0;
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([signature, chunk("IHDR", header), chunk("IDAT", deflateSync(rows)), chunk("IEND")]);
}

function chunk(type: string, data = Buffer.alloc(0)): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  check.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, check]);
}
