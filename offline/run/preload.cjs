// Loaded into the program and into each policy pack before Pulumi's own runner (`node -r`). Plain JavaScript, since it runs
// in the user's process, where no loader of ours is.
"use strict";

// File descriptor 3 is a pipe whose other end the preview holds: it closes when the preview ends, however it ends,
// so that not even a killed preview leaves a process behind.
const { Socket } = require("node:net");
try {
  const leash = new Socket({ fd: 3, readable: true, writable: false });
  leash.on("close", () => process.exit(1));
  leash.on("error", () => undefined);
  leash.resume();
  leash.unref();
} catch {
  // Started by hand, without the pipe.
}

const sdk = process.env.WEB_INFRA_PREVIEW_SDK;
if (sdk !== undefined) {
  delete process.env.WEB_INFRA_PREVIEW_SDK;
  try {
    prepareSdk(sdk);
  } catch {
    // An SDK of another shape: its program runs all the same, with the encrypted values as the unknown value's text.
  }
}

/** @param {string} directory folder of the program's own @pulumi/pulumi */
function prepareSdk(directory) {
  // The SDK sends each of its own debug messages to the engine and waits for the answer, several for each resource. The
  // preview shows none of them.
  require(`${directory}/log`).debug = () => Promise.resolve();

  const encrypted = JSON.parse(process.env.WEB_INFRA_PREVIEW_ENCRYPTED ?? "[]");
  delete process.env.WEB_INFRA_PREVIEW_ENCRYPTED;
  if (encrypted.length > 0) makeEncryptedValuesUnknown(directory, new Set(encrypted));
}

/**
 * `getSecret…` and `requireSecret…` of an encrypted value give an output that is secret and unknown, so that no `apply` runs on
 * a made-up text, whichever type the program expects. The plain getters give the text of the unknown value, which
 * is unknown again once it reaches an input.
 */
function makeEncryptedValuesUnknown(directory, encrypted) {
  const { Config } = require(`${directory}/config`);
  const { secret, unknown } = require(`${directory}/output`);
  const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
  const nested = (value) => {
    if (value === UNKNOWN_TEXT) return unknown;
    if (Array.isArray(value)) return value.map(nested);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, nested(item)]));
  };
  for (const kind of ["", "Boolean", "Number", "Object"]) {
    for (const verb of ["get", "require"]) {
      const method = `${verb}Secret${kind}`;
      const original = Config.prototype[method];
      Config.prototype[method] = function (key, ...rest) {
        if (!encrypted.has(`${this.name}:${key}`)) return original.call(this, key, ...rest);
        const text = this.get(key);
        if (kind !== "Object" || text === UNKNOWN_TEXT) return secret(unknown);
        return secret(nested(JSON.parse(text)));
      };
    }
  }
}
