import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/**
 * CloudFront's KeyValueStore for programs that call the AWS CLI. The emulator has none, and the CLI signs its calls with a
 * library that is not everywhere; so an `aws` of ours answers the three commands that the release program uses from a
 * file, and hands everything else to the real one.
 */
export class KeyValueStore {
  readonly arn = "arn:aws:cloudfront::123456789012:key-value-store/00000000-0000-4000-8000-000000000000";
  private readonly file: string;
  private readonly bin: string;

  constructor(folder: string, realAws: string, values: Readonly<Record<string, string>>) {
    this.file = join(folder, "key-value-store.json");
    this.bin = join(folder, "bin");
    mkdirSync(this.bin, { recursive: true });
    writeFileSync(this.file, JSON.stringify({ etag: 1, values }));
    const answering = join(this.bin, "key-value-store.cjs");
    writeFileSync(answering, commandLine(this.file));
    const program = join(this.bin, "aws");
    writeFileSync(
      program,
      `#!/bin/sh
case "$1" in
  cloudfront-keyvaluestore) exec '${process.execPath}' '${answering}' "$@" ;;
  *) exec '${realAws}' "$@" ;;
esac
`,
    );
    chmodSync(program, 0o755);
  }

  /** What the edge function sees. */
  get values(): Readonly<Record<string, string>> {
    return (JSON.parse(readFileSync(this.file, "utf8")) as { values: Record<string, string> }).values;
  }

  /** PATH under which `aws` is this one. */
  get path(): string {
    if (!existsSync(this.bin)) throw new Error("the store's folder has been removed");
    return `${this.bin}${delimiter}${process.env.PATH ?? ""}`;
  }
}

/** The program that answers, as text, since it must run from any folder. */
function commandLine(file: string): string {
  return `const { readFileSync, writeFileSync } = require("node:fs");
const [, command, ...rest] = process.argv.slice(2);
const option = (name) => rest[rest.indexOf(name) + 1];
const fail = (code) => {
  console.error("An error occurred (" + code + ") when calling the " + command + " operation");
  process.exit(254);
};
const store = JSON.parse(readFileSync(${JSON.stringify(file)}, "utf8"));
const key = option("--key");
if (command === "describe-key-value-store") {
  console.log(JSON.stringify({ ETag: String(store.etag), ItemCount: Object.keys(store.values).length }));
} else if (command === "get-key") {
  if (!(key in store.values)) fail("ResourceNotFoundException");
  console.log(JSON.stringify({ Key: key, Value: store.values[key] }));
} else if (command === "put-key") {
  if (option("--if-match") !== String(store.etag)) fail("ConflictException");
  store.etag += 1;
  store.values[key] = option("--value");
  writeFileSync(${JSON.stringify(file)}, JSON.stringify(store));
  console.log(JSON.stringify({ ETag: String(store.etag) }));
} else {
  fail("UnknownOperation");
}
`;
}
