import { existsSync, readFileSync } from "node:fs";

const BUILD_ID = ".next/BUILD_ID";

/** Which build this is: the commit, as next.config.mjs had it written. `dev` where nothing is built. */
export const release = existsSync(BUILD_ID) ? readFileSync(BUILD_ID, "utf8").trim() : "dev";
