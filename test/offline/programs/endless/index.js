"use strict";
const { spawn } = require("node:child_process");

// A child of its own, which must not survive it either.
const child = spawn(process.execPath, ["-e", "setInterval(() => undefined, 1000)"]);
console.log(`processes ${process.pid} ${child.pid}`);
setInterval(() => undefined, 1000);
