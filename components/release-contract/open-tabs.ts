/**
 * Which files a tab that was opened before a release may still ask for, although the new build no longer has them: what pages
 * load later. Those that the class `hashed` does not have are kept for some releases, which costs nothing but their place; so
 * unlike there it does not matter whether a name carries a hash.
 */
import { cacheRuleFor } from "./cache-rules";

/** Code, styles and fonts are kept whatever their name. */
const CODE = /\.(?:m?js|css|wasm|woff2?|ttf|otf|eot)$/i;

/** Images and data only where the name may carry a hash: an image that was taken away must go. */
const MEDIA =
  /(?:^|[/._~-])(?=[\w-]*(?:[0-9]|[a-z_][A-Z]|[A-Z]{2}))[\w-]{6,}(?:_\w+)?\.(?:json|svg|png|jpe?g|gif|webp|avif|ico|mp[34]|webm)$/i;

/** What code fetches besides: tables, maps, models, sound. Stricter, since it may be data of a person that was taken away. */
const DATA =
  /(?:^|[/._-])(?:(?!(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d\.)[0-9]{8}|(?=[0-9a-f]*[a-f])[0-9a-f]{8,64}|(?=[\w-]{0,7}[A-Z0-9_])(?=[\w-]{0,7}[A-Za-z])(?![A-Z]?[a-z]+\.)[\w-]{8}|[A-Z2-7]{8})\.(?:csv|tsv|parquet|arrow|geojson|topojson|pmtiles|mvt|glb|gltf|bin|data|hdr|exr|ktx2|basis|obj|ply|usdz|onnx|tflite|sqlite|db|vtt|srt|m4a|ogg|oga|opus|wav|flac|aac|mov|lottie|riv|glsl|wgsl|frag|vert)$/;

/** @param path the file's path inside the build, with `/` and no leading slash */
export function mayServeOpenTabs(path: string): boolean {
  const { name } = cacheRuleFor(path, "inPlace");
  // A service worker or a manifest that is gone must be missed: that is how browsers learn it.
  return name === "hashed" || (name === "other" && [CODE, MEDIA, DATA].some((names) => names.test(path)));
}
