import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..", "..", "..");
const COMMAND = join(ROOT, "review", "bin", "review.cjs");

// The command line as it is used: built, and from these sources.
execFileSync(process.execPath, [join(ROOT, "scripts", "build.mjs")], { stdio: "inherit" });

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const { Bucket } = require("@pulumi/aws/s3/bucket");
const { Table } = require("@pulumi/aws/dynamodb/table");
const config = new pulumi.Config();
new Bucket("files", { forceDestroy: config.getBoolean("force") ?? false });
new Table("carts", {
  hashKey: config.get("key") ?? "id",
  attributes: [{ name: config.get("key") ?? "id", type: "S" }],
  billingMode: "PAY_PER_REQUEST",
});
`;

/** A program with two resources, of which its stack's file decides. */
export const FILES: Readonly<Record<string, string>> = {
  "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
  "Pulumi.prod.yaml": "config:\n  aws:region: eu-west-1\n",
  "package.json": '{ "name": "shop", "private": true, "main": "index.js" }\n',
  "package-lock.json":
    '{ "name": "shop", "lockfileVersion": 3, "requires": true, "packages": { "": { "name": "shop" } } }\n',
  ".gitignore": "node_modules\n",
  "index.js": PROGRAM,
};

/** What a command left behind. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A repository of git in a temporary folder, with the program above at its first commit. */
export class TestRepository {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "review-test-")));
  /** Where the reviews of this repository keep their temporary files. */
  readonly temporary = realpathSync(mkdtempSync(join(tmpdir(), "review-test-tmp-")));

  constructor() {
    this.git("init", "-q", "-b", "main");
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
    this.write(FILES);
    this.commit("first");
  }

  write(files: Readonly<Record<string, string>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  commit(message: string): void {
    this.git("add", "-A");
    this.git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-q", "-m", message);
  }

  git(...args: readonly string[]): string {
    return execFileSync("git", args, { cwd: this.folder, encoding: "utf8" });
  }

  /** Starts the real command line. */
  start(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const inherited = Object.entries(process.env).filter(([name]) => !/^(?:BITBUCKET|GITHUB)_/.test(name));
    const project = args.includes("--project") ? [] : ["--project", this.folder];
    const child = spawn(process.execPath, [COMMAND, ...project, ...args], {
      cwd: this.folder,
      env: { ...Object.fromEntries(inherited), TMPDIR: this.temporary, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const text = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text.stdout += chunk));
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (text.stderr += chunk));
    const ended = new Promise<Ended>((done) => {
      child.on("close", (code) => {
        done({ code, ...text });
      });
    });
    return { child, ended };
  }

  review(args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Ended> {
    return this.start(args, env).ended;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
    rmSync(this.temporary, { recursive: true, force: true });
  }
}
