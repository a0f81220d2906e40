import Html from "html-webpack-plugin";
import Css from "mini-css-extract-plugin";

const names =
  process.env.VARIANT === "hash-only"
    ? { script: "[contenthash].js", style: "[contenthash].css" }
    : { script: "js/[name].[contenthash:8].js", style: "css/[name].[contenthash:8].css" };

export default {
  entry: "./src/main.js",
  output: { filename: names.script, chunkFilename: names.script, publicPath: "/", clean: true },
  module: { rules: [{ test: /\.css$/, use: [Css.loader, "css-loader"] }] },
  plugins: [new Html({ template: "src/index.html" }), new Css({ filename: names.style })],
  optimization: { runtimeChunk: "single" },
};
