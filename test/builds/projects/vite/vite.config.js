const variants = {
  plain: {},
  base: { base: "/app/" },
  "assets-dir": { build: { assetsDir: "static/files" } },
};

export default { ...variants[process.env.VARIANT], logLevel: "error" };
