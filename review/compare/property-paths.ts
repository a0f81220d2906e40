/** A path of `ignoreChanges` or `replaceOnChanges`, part by part: `tags["a b"]`, `rules[*].action`, `settings[0]`. */
function partsOf(path: string): readonly string[] {
  return [...path.matchAll(/\[("(?:[^"\\]|\\.)*"|[^\]]*)\]|[^.[\]]+/g)].map(([whole, inner]) =>
    inner === undefined ? whole : `[${inner.replace(/^"(.*)"$/, "$1")}]`,
  );
}

/**
 * True where a property is the one that an option names, or lies in it.
 *
 * @param path of a property that changed
 * @param option as the program writes it; an element is named by its place there, and by its key in `path`: any place fits
 * @see https://www.pulumi.com/docs/iac/concepts/resources/options/ignorechanges/
 */
export function isNamedBy(path: string, option: string): boolean {
  const [parts, wanted] = [partsOf(path), partsOf(option)];
  return (
    wanted.length > 0 &&
    wanted.length <= parts.length &&
    wanted.every((want, at) => {
      const part = parts[at] ?? "";
      if (want === "*" || want === "[*]" || want === part) return true;
      const isElement = part.startsWith("[");
      return /^\[\d+\]$/.test(want) ? isElement : want === `[${part}]`;
    })
  );
}
