"use strict";
const pulumi = require("@pulumi/pulumi");

// Which of the packages that a preview seldom needs are loaded.
const loaded = () =>
  ["typescript", "ts-node", "@npmcli/arborist", "@opentelemetry/sdk-trace-node"].filter((name) =>
    Object.keys(require.cache).some(
      (path) => path.includes(`/node_modules/${name}/`) && path.endsWith(".js"),
    ),
  );

const ways = {
  nothing: () => ({}),
  typescript: () => require("./greeting"),
  // What makes the code of a Lambda function out of a function of the program.
  function: async () => {
    const { text } = await pulumi.runtime.serializeFunction(() => "from afar");
    const paths = await pulumi.runtime.computeCodePaths();
    return { text, packages: [...paths.keys()] };
  },
};

module.exports = async () => ({ ...(await ways[pulumi.getStack()]()), loaded: loaded() });
