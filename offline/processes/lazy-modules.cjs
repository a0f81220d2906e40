// Packages that the SDK loads at every start for work that a preview seldom or never has: they are loaded when something in
// them is used. Measured for an empty pack, they are two thirds of its start.
"use strict";

const Module = require("node:module");
const { existsSync, realpathSync } = require("node:fs");
const { join, sep } = require("node:path");

/** For a program's functions that become Lambda functions, and for tracing (`--tracing`, which the preview does not set). */
const SELDOM_USED = new Set([
  "@npmcli/arborist",
  "@opentelemetry/exporter-zipkin",
  "@opentelemetry/instrumentation",
  "@opentelemetry/instrumentation-grpc",
  "@opentelemetry/resources",
  "@opentelemetry/sdk-trace-base",
  "@opentelemetry/sdk-trace-node",
]);

/** @param {string} sdk folder of the program's own @pulumi/pulumi: what others load is left alone */
exports.install = (sdk) => {
  const load = Module._load;
  const inside = realpathSync(sdk) + sep;
  const compiler = noTypeScriptProject() ? compilerWhenNeeded() : () => undefined;
  Module._load = function (request, parent, isMain) {
    const real = () => load.call(this, request, parent, isMain);
    if (!parent?.filename?.startsWith(inside)) return real();
    if (SELDOM_USED.has(request)) return whenUsed(real);
    return compiler(request, parent, real) ?? real();
  };
};

/** A stand-in for the exports of a module, which is loaded as soon as one of them is read. */
function whenUsed(load, known = {}) {
  let loaded;
  const exports = () => (loaded ??= load());
  return new Proxy(
    {},
    {
      get(_, key) {
        if (key in known) return known[key];
        // TypeScript's helpers ask for it as they import; with it they use this object as it is.
        if (key === "__esModule") return true;
        const real = exports();
        return key === "default" && !real.__esModule ? real : real[key];
      },
      has: (_, key) => key in exports(),
      ownKeys: () => Reflect.ownKeys(exports()),
      getOwnPropertyDescriptor: (_, key) => {
        const descriptor = Object.getOwnPropertyDescriptor(exports(), key);
        return descriptor && { ...descriptor, configurable: true };
      },
    },
  );
}

/** A project with a tsconfig.json may have JavaScript compiled as well (`allowJs`), so there the compiler stays as it is. */
function noTypeScriptProject() {
  return !existsSync(join(process.cwd(), process.env.PULUMI_NODEJS_TSCONFIG_PATH ?? "tsconfig.json"));
}

/**
 * A pack that is built, or a program in JavaScript, has no use for TypeScript and ts-node, which the SDK loads all the same:
 * ts-node is registered when the first .ts file is required.
 */
function compilerWhenNeeded() {
  const version = (request, parent) =>
    Module.createRequire(parent.filename)(`${request}/package.json`).version;
  return (request, parent, load) => {
    if (request === "typescript") return whenUsed(load, { version: version(request, parent) });
    if (request !== "ts-node") return undefined;
    const register = (options) => {
      const extensions = Module._extensions;
      extensions[".ts"] = (module, filename) => {
        delete extensions[".ts"];
        load().register(options);
        extensions[".ts"](module, filename);
      };
    };
    return whenUsed(load, { VERSION: version(request, parent), register });
  };
}
