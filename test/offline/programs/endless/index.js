"use strict";
const { writeFileSync } = require("node:fs");
const { spawn } = require("node:child_process");

// A child of its own, which must not survive it either.
const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
writeFileSync(process.env.PREVIEW_TEST_PIDS, JSON.stringify([process.pid, child.pid]));
setInterval(() => undefined, 1000);
