// The same application twice: with `next start`, and with the server that the build puts together.
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));

export default {
  ...(process.env.STANDALONE === "yes" ? { output: "standalone" } : {}),
  outputFileTracingRoot: here,
  turbopack: { root: here },
  poweredByHeader: false,
  // With a bucket, the handler of examples/nextjs-shared-cache.
  ...(process.env.CACHE_BUCKET ? { cacheHandler: here + "cache-handler.mjs", cacheMaxMemorySize: 0 } : {}),
  redirects: () => [{ source: "/old", destination: "/", permanent: true }],
};
