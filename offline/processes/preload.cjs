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
    loadWhole,
    leaveOutDebugMessages,
    leaveOutStacks,
    leaveOutColours,
    letUnknownValuesBeUsed,
    keepUnknownSecretsSecret,
    makeEncryptedValuesUnknown,
    letAwaitedStackOutputsBeUsed,
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
 * The SDK's modules import each other in circles; a module of it that is loaded before its index may find others half-way.
 *
 * @param {string} directory folder of the program's own @pulumi/pulumi
 */
function loadWhole(directory) {
  require(directory);
}

/**
 * The SDK sends each of its own debug messages to the engine and waits for the answer, several for each resource. The preview shows
 * none of them. It leaves them out as long as no message is about a resource that has no URN yet: such a one holds up all that come after
 * it, and the SDK counts those among the promises that a program leaves behind.
 */
function leaveOutDebugMessages(directory) {
  const log = require(`${directory}/log`);
  let heldUp = 0;
  for (const level of ["debug", "info", "warn", "error"]) {
    const original = log[level];
    log[level] = (message, resource, ...rest) => {
      if (level === "debug" && resource === undefined && heldUp === 0) return Promise.resolve();
      const sent = original(message, resource, ...rest);
      if (resource === undefined) return sent;
      heldUp += 1;
      const delivered = () => (heldUp -= 1);
      sent.then(delivered, delivered);
      return sent;
    };
  }
  answerDebugMessages(directory);
}

/** Those that go their way in the SDK get no further than here. */
function answerDebugMessages(directory) {
  const { EngineClient } = require(`${directory}/proto/engine_grpc_pb`);
  const { DEBUG } = require(`${directory}/proto/engine_pb`).LogSeverity;
  const send = EngineClient.prototype.log;
  EngineClient.prototype.log = function (message, ...rest) {
    if (message.getSeverity() !== DEBUG) return send.call(this, message, ...rest);
    setImmediate(rest.at(-1));
  };
}

/**
 * Half of the time of a program with a thousand resources goes into stack traces that the SDK takes, and maps back to TypeScript, for
 * each promise (to name those that leak, with PULUMI_DEBUG_PROMISE_LEAKS) and each resource (its source position, which only the
 * reports for other tools use). Errors keep theirs.
 */
function leaveOutStacks(directory) {
  if (process.env.WEB_INFRA_PREVIEW_SOURCES !== "1") {
    require(`${directory}/resource`).Resource.stackTrace = () => [];
  }
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
  // What is thrown need not be an error; as a text, an object would be [object Object].
  const tells = (error) => Boolean(error?.stack) || (typeof error === "object" && error !== null);
  errors.defaultErrorMessage = (error) => (tells(error) ? inspect(error) : original(error));
}

/**
 * A function that the preview cannot answer gives a program that awaits it (`(await getInstances()).ids`) the SDK's unknown value
 * itself: an object without any of the members that the program expects. Whatever is made of it here is unknown as well: its
 * properties, what its methods return, a text, a JSON document or (by the SDK's own mark, its only key) an object that it is put into.
 * It has no elements, since they are unknown.
 */
function letUnknownValuesBeUsed(directory) {
  const output = require(`${directory}/output`);
  const methods = new Set(
    [Array, String, Number, Object].flatMap(({ prototype }) =>
      Object.getOwnPropertyNames(prototype).filter((name) => typeof prototype[name] === "function"),
    ),
  );
  const asText = () => UNKNOWN_TEXT;
  const own = {
    __pulumiUnknown: true,
    toString: asText,
    toJSON: asText,
    valueOf: asText,
    forEach: () => undefined,
    [Symbol.toPrimitive]: (hint) => (hint === "number" ? Number.NaN : UNKNOWN_TEXT),
    [Symbol.iterator]: () => [][Symbol.iterator](),
  };
  const unknown = new Proxy(output.unknown, {
    get: (target, key) => {
      if (Object.hasOwn(own, key)) return own[key];
      // Not a promise, nor anything else that Node.js or the SDK ask an object for.
      if (typeof key === "symbol" || key === "then" || key.startsWith("__")) return target[key];
      return methods.has(key) && key !== "constructor" ? () => unknown : unknown;
    },
  });
  output.unknown = unknown;
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

/** Older SDKs send a secret that is unknown as unknown alone; here it stays a secret, as with newer ones. */
function keepUnknownSecretsSecret(directory) {
  const hasUnknown = (sent) =>
    sent === UNKNOWN_TEXT ||
    (typeof sent === "object" && sent !== null && Object.values(sent).some(hasUnknown));
  const { Output } = require(`${directory}/output`);
  const rpc = require(`${directory}/runtime/rpc`);
  const sealed = async (value, sent) => {
    if (!hasUnknown(sent)) return sent;
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

/**
 * A program that awaits an output of another stack (`await reference.requireOutputValue("vpc")`) gets undefined for one that is not known,
 * as if the stack had no such output. Here it gets the unknown value that it can go on with.
 */
function letAwaitedStackOutputsBeUsed(directory) {
  const { StackReference } = require(`${directory}/stackReference`);
  const { unknown } = require(`${directory}/output`);
  const isUnknown = async (reference, name) => {
    const output = reference.getOutput(name);
    return (await output.isKnown) === false;
  };
  for (const [method, answer] of Object.entries({
    getOutputValue: () => unknown,
    requireOutputValue: () => unknown,
    getOutputDetails: () => ({ value: unknown }),
  })) {
    const original = StackReference.prototype[method];
    if (original === undefined) continue;
    StackReference.prototype[method] = async function (name) {
      return (await isUnknown(this, name)) ? answer() : original.call(this, name);
    };
  }
}
