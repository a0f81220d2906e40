/**
 * A path as browsers send it: `/옛날` is `/%EC%98%9B%EB%82%A0`. What is encoded already stays, in capitals, as the edge function
 * reads it.
 *
 * @see https://url.spec.whatwg.org/#path-percent-encode-set
 */
export function encodedPath(path: string): string {
  return path
    .replace(/[^!-~]+|["<>`{}]/gu, encodeURIComponent)
    .replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase());
}

const FILE_NAME = /\.(?=[0-9]*[A-Za-z])[0-9A-Za-z]{1,12}$/;

/** Whether the edge takes a path for a file's (components/edge/paths.js): its last part has an ending with a letter in it. */
export function endsLikeFile(path: string): boolean {
  return FILE_NAME.test(path.slice(path.lastIndexOf("/") + 1));
}
