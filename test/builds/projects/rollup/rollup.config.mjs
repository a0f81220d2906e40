import { readFileSync } from "node:fs";

/** The page, with a script element for each entry. */
const page = {
  name: "page",
  generateBundle(_options, bundle) {
    const scripts = Object.values(bundle)
      .filter(({ isEntry }) => isEntry)
      .map(({ fileName }) => `<script type="module" src="/${fileName}"></script>`);
    const source = readFileSync("src/index.html", "utf8").replace("</head>", `${scripts.join("")}</head>`);
    this.emitFile({ type: "asset", fileName: "index.html", source });
  },
};

export default {
  input: "src/main.js",
  output: {
    dir: "dist",
    format: "es",
    entryFileNames: "[name].[hash].js",
    chunkFileNames: "chunks/[name].[hash].js",
  },
  plugins: [page],
};
