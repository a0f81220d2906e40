import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const release = process.env.COMMIT_ID ?? process.env.CODEBUILD_RESOLVED_SOURCE_VERSION ?? "dev";

export default defineConfig({
  plugins: [react(), versionFile()],
  define: { __RELEASE__: JSON.stringify(release) },
  build: {
    // Every file whose URL the browser may remember for a year is one whose name changes with its content.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        // A long hexadecimal hash cannot be taken for a word. Vite's default (eight letters, digits, - and _) can:
        // `logo-basement.png` is then a file that may be overwritten, and is kept and cached like one.
        hashCharacters: "hex",
        entryFileNames: "assets/[name].[hash:16].js",
        chunkFileNames: "assets/[name].[hash:16].js",
        assetFileNames: "assets/[name].[hash:16][extname]",
      },
    },
  },
});

/** dist/version.json, which open tabs ask for to learn that there is a newer release. */
function versionFile(): Plugin {
  return {
    name: "version-file",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: "version.json", source: `${JSON.stringify({ release })}\n` });
    },
  };
}
