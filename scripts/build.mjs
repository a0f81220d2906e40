// `npm run build`: the policy packs, the offline preview and the release program, as JavaScript.
import { build } from "./bundles.mjs";

await build();
