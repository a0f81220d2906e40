/**
 * Which files a tab that was opened before a release may still ask for, although the new build no longer has them: what pages
 * load later, under a name that may carry a hash. A wrong guess costs nothing but a file that stays for some releases; so unlike with
 * the class `hashed` a name needs only look as if.
 */
const LOADED_LATER = /\.(?:m?js|css|wasm|json|woff2?|ttf|otf|svg|png|jpe?g|gif|webp|avif|ico|mp[34]|webm|map)$/i;

/** A part of the name, between dots, hyphens or underscores, or the whole: six or more characters with a digit or capitals within. */
const MAY_BE_HASHED =
  /(?:^|[/._~-])(?=[\w-]*(?:[0-9]|[a-z_][A-Z]|[A-Z]{2}))[\w-]{6,}(?:\.[A-Za-z]+){0,2}\.[A-Za-z0-9]+$/;

const PAGE_DATA = /\.(?:html?|xml|txt|webmanifest)$/i;

export function mayServeOpenTabs(path: string): boolean {
  return !PAGE_DATA.test(path) && LOADED_LATER.test(path) && MAY_BE_HASHED.test(path);
}
