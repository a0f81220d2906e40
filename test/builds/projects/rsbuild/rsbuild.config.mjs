export default {
  source: { entry: { index: "./src/main.js" } },
  html: { template: "./src/index.html" },
};
