/**
 * What a site and the release program agree on: where files lie, how long they are cached, what type they have, and the settings that
 * the deploy project holds. The components, the pipeline and the release program import it; it imports nothing of ours.
 *
 * `content-types.ts` is imported by itself: only a release needs it, and its table takes a while to load.
 */
export {
  CACHE_RULES,
  cacheRuleFor,
  type CacheRule,
  type FileRule,
  patternsBefore,
  patternsOf,
} from "./cache-rules";
export * from "./delta";
export * from "./layout";
export * from "./not-found-pages";
export { encodedPath, endsLikeFile } from "./paths";
export * from "./open-tabs";
export * from "./release-redirects";
export * from "./settings";
export * from "./site-options";
export { type StoreTable, type Table, tableOf } from "./tables";
