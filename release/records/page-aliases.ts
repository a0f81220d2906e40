/**
 * Pages whose address ends like a file: `/blog/node.js` of `blog/node.js/index.html` or `blog/node.js.html`. The edge takes such an address
 * for a file's, so the page gets an object under that very name as well.
 */
import { cacheRuleFor, endsLikeFile, type ReleaseStrategy } from "../../components/release-contract";

const PAGE = /^(.+?)(?:\/index\.html|\.html)$/;

/** What the alias is called, and the page that it shows. Pure. */
export function pageAliases<File extends { readonly path: string }>(
  files: readonly File[],
  release: ReleaseStrategy,
): { readonly path: string; readonly page: File }[] {
  const taken = new Set(files.map(({ path }) => path));
  return files.flatMap((page) => {
    const path = PAGE.exec(page.path)?.[1];
    if (path === undefined || !endsLikeFile(path) || taken.has(path)) {
      return [];
    }
    taken.add(path);
    // Under a hashed name it would be kept for a year.
    return cacheRuleFor(path, release).name === "hashed" ? [] : [{ path, page }];
  });
}
