import { join } from "node:path";

/** This file runs as part of rehearsal/bin/main.cjs. */
const root = join(__dirname, "..", "..");

/** The Go module whose one dependency is the CLI. */
export const goModule = join(root, "rehearsal", "cli");
/** That of the language host for YAML, which is made for another version of the CLI's module. */
export const yamlHostModule = join(root, "rehearsal", "yaml-host");
/** `pulumi-language-nodejs`, as one file. */
export const hostBundle = join(root, "rehearsal", "bin", "language-host.cjs");
/** The offline preview, as one file. */
export const previewBundle = join(root, "offline", "bin", "main.cjs");
