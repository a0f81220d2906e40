/** Recorded builds: two versions of each, so that one can be released after the other. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib";

/** Content by path. */
export type Build = Readonly<Record<string, Buffer>>;

/** How a recording lies on the disk: each content once, since the two versions share most. */
interface Stored {
  readonly contents: readonly string[];
  /** Path → place in `contents`. */
  readonly versions: readonly Readonly<Record<string, number>>[];
}

/** Of code and media that no reference is read from, the beginning is enough. */
const WHOLE_BYTES = 6144;
const BEGINNING_BYTES = 1024;
const READ_WHOLE = /\.(?:html?|json|xml|txt|webmanifest|css)$|(?:^|\/)[^/.]+$|^_redirects$/i;

const fileOf = (name: string): string => join(__dirname, "recorded", `${name}.json.br`);

export function isRecorded(name: string): boolean {
  return existsSync(fileOf(name));
}

/** Writes the versions of a build, with large files cut short; the hash of all that was cut keeps them different. */
export function writeRecording(name: string, versions: readonly Build[]): number {
  const places = new Map<string, number>();
  const stored: Stored = {
    versions: versions.map((build) =>
      Object.fromEntries(
        Object.entries(build).map(([path, content]) => {
          const text = shortened(path, content).toString("base64");
          const place = places.get(text) ?? places.size;
          places.set(text, place);
          return [path, place];
        }),
      ),
    ),
    contents: [],
  };
  // Latin-1, since base64 hides from the compression what contents have in common.
  const contents = [...places.keys()].map((text) => Buffer.from(text, "base64").toString("latin1"));
  const json = Buffer.from(JSON.stringify({ ...stored, contents }));
  const packed = brotliCompressSync(json, {
    params: {
      [constants.BROTLI_PARAM_LGWIN]: constants.BROTLI_MAX_WINDOW_BITS,
      [constants.BROTLI_PARAM_SIZE_HINT]: json.byteLength,
    },
  });
  writeFileSync(fileOf(name), packed);
  return packed.byteLength;
}

export function readRecording(name: string): readonly [Build, Build] {
  const { contents, versions } = JSON.parse(
    brotliDecompressSync(readFileSync(fileOf(name))).toString(),
  ) as Stored;
  const builds = versions.map((version) =>
    Object.fromEntries(
      Object.entries(version).map(([path, place]) => [path, Buffer.from(contents[place] ?? "", "latin1")]),
    ),
  );
  const [first, second] = builds;
  if (first === undefined || second === undefined) {
    throw new Error(`${name} needs two versions: npm run record:builds -- ${name}`);
  }
  return [first, second];
}

function shortened(path: string, content: Buffer): Buffer {
  if (content.byteLength <= WHOLE_BYTES || READ_WHOLE.test(path)) {
    return content;
  }
  const sha256 = createHash("sha256").update(content).digest("hex");
  return Buffer.concat([
    content.subarray(0, BEGINNING_BYTES),
    Buffer.from(`\n/* of ${content.byteLength} bytes, sha256 ${sha256} */\n`),
  ]);
}
