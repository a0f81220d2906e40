/** Builds as a bundler writes them: version `n` of a single-page application, and of a site with pages. */
import { createHash } from "node:crypto";
import type { Files } from "./world";

/** A name with a hash of its content, as webpack writes them. */
function hashed(name: string, extension: string, text: string): string {
  const hash = createHash("sha256").update(text).digest("hex").slice(0, 8);
  // A hash without any letter, or any digit, would not be taken for one.
  return `assets/${name}.a1${hash}.${extension}`;
}

export function spa(version: number): Files {
  const script = `console.log("version ${version}");`;
  const style = `body{color:#00000${version % 10}}`;
  const chunk = `export const lazy = ${version};`;
  const js = hashed("index", "js", script);
  const css = hashed("index", "css", style);
  return {
    "index.html": `<!doctype html><title>v${version}</title><link rel="stylesheet" href="/${css}"><script type="module" src="/${js}"></script>`,
    [js]: script,
    [css]: style,
    [hashed("lazy", "js", chunk)]: chunk,
    "logo.png": `png of version ${version}`,
    "favicon.ico": "always the same",
    "sw.js": `// service worker ${version}`,
    "manifest.webmanifest": '{"name":"app"}',
    "404.html": `<!doctype html><title>not found ${version}</title>`,
    ".well-known/security.txt": "Contact: mailto:security@example.com",
    "files/with space & plus+.txt": "awkward",
    "files/한글 é.txt": "이름",
  };
}

export function pages(version: number, names: readonly string[]): Files {
  return {
    ...spa(version),
    ...Object.fromEntries(
      names.map((name) => [`${name}/index.html`, `<!doctype html><h1>${name} ${version}</h1>`]),
    ),
  };
}
