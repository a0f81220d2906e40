import { rspack } from "@rspack/core";

export default {
  mode: "production",
  entry: "./src/main.js",
  output: {
    path: new URL("dist", import.meta.url).pathname,
    publicPath: "/",
    filename: "[name].[contenthash:8].js",
    clean: true,
  },
  experiments: { css: true },
  plugins: [new rspack.HtmlRspackPlugin({ template: "./src/index.html" })],
};
