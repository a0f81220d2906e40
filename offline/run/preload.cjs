// Loaded into the program and into each policy pack before Pulumi's own runner (`node -r`). Plain JavaScript, since it runs
// in the user's process, where no loader of ours is.
"use strict";

// File descriptor 3 is a pipe whose other end the preview holds: it closes when the preview ends, however it ends, so that not
// even a killed preview leaves a process behind. The variable is for this process alone: what it starts has other things there.
if (process.env.WEB_INFRA_PREVIEW_LEASH !== undefined) {
  delete process.env.WEB_INFRA_PREVIEW_LEASH;
  const { Socket } = require("node:net");
  const leash = new Socket({ fd: 3, readable: true, writable: false });
  // With everything that it has started: the process leads a group of its own.
  leash.on("close", () => process.kill(-process.pid, "SIGKILL"));
  leash.on("error", () => undefined);
  leash.resume();
  leash.unref();
}

const sdk = process.env.WEB_INFRA_PREVIEW_SDK;
if (sdk !== undefined) {
  delete process.env.WEB_INFRA_PREVIEW_SDK;
  // An SDK of another shape: its program runs all the same, slower, and with the text of the unknown value for encrypted ones.
  for (const prepare of [
    require("./lazy-modules.cjs").install,
    leaveOutDebugMessages,
    leaveOutStacks,
    leaveOutColours,
    makeEncryptedValuesUnknown,
  ]) {
    try {
      prepare(sdk);
    } catch {
      continue;
    }
  }
}

const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/**
 * The SDK sends each of its own debug messages to the engine and waits for the answer, several for each resource. The preview shows
 * none of them.
 *
 * @param {string} directory folder of the program's own @pulumi/pulumi
 */
function leaveOutDebugMessages(directory) {
  require(`${directory}/log`).debug = () => Promise.resolve();
}

/**
 * Half of the time of a program with a thousand resources goes into stack traces that the SDK takes, and maps back to TypeScript, for
 * each promise (to name those that leak, with PULUMI_DEBUG_PROMISE_LEAKS) and each resource (its source position, which a preview
 * does not use). Errors keep theirs.
 */
function leaveOutStacks(directory) {
  require(`${directory}/resource`).Resource.stackTrace = () => [];
  if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) return;
  const debuggable = require(`${directory}/runtime/debuggable`);
  const original = debuggable.debuggablePromise;
  debuggable.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return original(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}

/**
 * The SDK prints an error of the program in colours. In some releases of Node.js 20 that never ends for a stack with a line in
 * node_modules: half a minute later the SDK prints the error without colours, once the text is too long for Node.js.
 */
function leaveOutColours(directory) {
  const { inspect } = require("node:util");
  const errors = require(`${directory}/cmd/run/error`);
  const original = errors.defaultErrorMessage;
  errors.defaultErrorMessage = (error) => (error?.stack ? inspect(error) : original(error));
}

/**
 * `getSecret…` and `requireSecret…` of an encrypted value give an output that is secret and unknown, so that no `apply` runs on
 * a made-up text, whichever type the program expects. The plain getters give the text of the unknown value, which
 * is unknown again once it reaches an input.
 */
function makeEncryptedValuesUnknown(directory) {
  const encrypted = new Set(JSON.parse(process.env.WEB_INFRA_PREVIEW_ENCRYPTED ?? "[]"));
  delete process.env.WEB_INFRA_PREVIEW_ENCRYPTED;
  if (encrypted.size === 0) return;
  keepUnknownSecretsSecret(directory);
  const { Config } = require(`${directory}/config`);
  const { secret, unknown } = require(`${directory}/output`);
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

/** The SDK sends a secret that is unknown as unknown alone; here it stays a secret. */
function keepUnknownSecretsSecret(directory) {
  const { Output } = require(`${directory}/output`);
  const rpc = require(`${directory}/runtime/rpc`);
  const sealed = async (value, sent) => {
    if (value instanceof Promise) return sealed(await value, sent);
    if (Output.isInstance(value)) {
      const isUnknownSecret = sent === UNKNOWN_TEXT && (await value.isSecret) === true;
      return isUnknownSecret ? { [rpc.specialSigKey]: rpc.specialSecretSig, value: sent } : sent;
    }
    if (typeof value !== "object" || value === null || typeof sent !== "object" || sent === null) return sent;
    if (sent[rpc.specialSigKey] !== undefined) return sent;
    for (const key of Object.keys(sent)) sent[key] = await sealed(value[key], sent[key]);
    return sent;
  };
  const { serializeProperties, serializePropertiesReturnDeps, serializeResourceProperties } = rpc;
  rpc.serializeProperties = async (label, props, ...rest) =>
    sealed(props, await serializeProperties(label, props, ...rest));
  for (const [name, original] of Object.entries({
    serializePropertiesReturnDeps,
    serializeResourceProperties,
  })) {
    rpc[name] = async (label, props, ...rest) => {
      const [sent, dependencies] = await original(label, props, ...rest);
      return [await sealed(props, sent), dependencies];
    };
  }
}
