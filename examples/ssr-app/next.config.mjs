import { fileURLToPath } from "node:url";

/** @type {import("next").NextConfig} */
export default {
  // This folder, also where another project's lock file lies above it.
  turbopack: { root: fileURLToPath(new URL(".", import.meta.url)) },
  // nginx compresses (.platform/nginx); doing it twice costs CPU, the very thing that Auto Scaling watches.
  compress: false,
  poweredByHeader: false,
  // The commit names the build, so that every instance of a release has the same build id.
  generateBuildId: () => process.env.COMMIT_ID ?? process.env.CODEBUILD_RESOLVED_SOURCE_VERSION ?? null,
  // In `lib/` and in server.mjs the logger must be the plain package, not a bundled copy.
  serverExternalPackages: ["pino"],
  headers: () => [
    {
      source: "/:path*",
      headers: [
        // Streamed pages reach the browser as they are rendered: nginx does not collect them first.
        { key: "X-Accel-Buffering", value: "no" },
        { key: "X-Content-Type-Options", value: "nosniff" },
        { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
      ],
    },
  ],
};
