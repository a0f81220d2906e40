// What ts-node, which Pulumi's runner loads a program with, turns TypeScript into JavaScript with (tsconfig.pulumi.json,
// ts-node.transpiler): esbuild takes a tenth of the time of TypeScript's own transpileModule. Both leave types unchecked.
// https://typestrong.org/ts-node/docs/transpilers
"use strict";

const { transformSync } = require("esbuild");

/** Called by ts-node once it has installed its own stack traces. */
exports.create = () => {
  leaveOutPromiseTraces();
  return { transpile };
};

function transpile(input, { fileName }) {
  try {
    const { code, map } = transformSync(input, {
      sourcefile: fileName,
      loader: "ts",
      format: "cjs",
      platform: "node",
      target: "node20",
      sourcemap: "external",
      // Names and text as they are in the source, so that an error names them.
      charset: "utf8",
      // esbuild would look for the nearest tsconfig.json otherwise; nothing in it may change the output.
      tsconfigRaw: { compilerOptions: { target: "ES2022", useDefineForClassFields: true } },
      logLevel: "silent",
    });
    return { outputText: code, sourceMapText: map };
  } catch (error) {
    throw readable(error);
  }
}

/** All faults of the file, each with its place. Pulumi shows a SyntaxError without a stack trace. */
function readable(error) {
  if (!Array.isArray(error.errors)) return error;
  const lines = error.errors.map(({ text, location }) =>
    location === null ? text : `${location.file}:${location.line}:${location.column + 1}: ${text}`,
  );
  return new SyntaxError(lines.join("\n"));
}

/**
 * The SDK takes a stack trace of every promise that it makes, a dozen for each resource, to name those that never resolve
 * when PULUMI_DEBUG_PROMISE_LEAKS is set, and looks up the TypeScript line of each of its frames: a third of a start,
 * two thirds of the time of a thousand resources. Without the variable they are not read. Errors keep theirs.
 */
function leaveOutPromiseTraces() {
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) return;
  const { prepareStackTrace } = Error;
  if (typeof prepareStackTrace !== "function") return;
  Error.prepareStackTrace = (error, frames) =>
    frames[0]?.getFunctionName() === "debuggablePromise" ? "" : prepareStackTrace(error, frames);
}
