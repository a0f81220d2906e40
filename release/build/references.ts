/** What a page loads, by a parser of HTML: text in scripts, templates and text areas is no reference. */
import { parse, type DefaultTreeAdapterMap } from "parse5";

type Node = DefaultTreeAdapterMap["node"];
type Element = DefaultTreeAdapterMap["element"];

/** A script or a style sheet that a page loads. */
export interface Reference {
  /** As it stands in the page. */
  readonly text: string;
  readonly kind: "script" | "style sheet" | "preloaded module";
}

export interface PageReferences {
  /** `href` of the page's `<base>`. */
  readonly base: string | undefined;
  readonly references: readonly Reference[];
  /** Whether the source holds any element of its own: the parser makes html, head and body of any text. */
  readonly isPage: boolean;
}

/** A script of another type is data, and is never loaded. */
const SCRIPT_TYPES = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i;

/** A quick search for tags that load something; the parser decides only about pages where one of these leads nowhere. */
const LIKELY_TAG = /<(?:script|link)\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;
const LIKELY_ADDRESS = /\b(?:src|href)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;

export function referencesOf(html: string): PageReferences {
  const references: Reference[] = [];
  let base: string | undefined;
  let elements = 0;
  const visit = (node: Node): void => {
    if ("tagName" in node) {
      if (node.sourceCodeLocation !== undefined && node.sourceCodeLocation !== null) {
        elements += 1;
      }
      if (node.tagName === "base") {
        base ??= attributeOf(node, "href");
      }
      references.push(...referenceOf(node));
    } else if (node.nodeName === "#documentType") {
      elements += 1;
    }
    // The content of a template is no child of it.
    for (const child of "childNodes" in node ? node.childNodes : []) {
      visit(child);
    }
  };
  visit(parse(html, { sourceCodeLocationInfo: true }));
  return { base, references, isPage: elements > 0 };
}

function referenceOf(element: Element): Reference[] {
  if (element.tagName === "script") {
    const source = attributeOf(element, "src");
    return source !== undefined && SCRIPT_TYPES.test(attributeOf(element, "type")?.trim() ?? "")
      ? [{ text: source, kind: "script" }]
      : [];
  }
  if (element.tagName !== "link") {
    return [];
  }
  const target = attributeOf(element, "href");
  const rel = (attributeOf(element, "rel") ?? "").toLowerCase().split(/\s+/);
  if (target === undefined || rel.includes("alternate")) {
    return [];
  }
  return rel.includes("stylesheet")
    ? [{ text: target, kind: "style sheet" }]
    : rel.includes("modulepreload")
      ? [{ text: target, kind: "preloaded module" }]
      : [];
}

/** An attribute that is there and not empty: an empty address loads nothing. */
function attributeOf({ attrs }: Element, name: string): string | undefined {
  const value = attrs.find((attribute) => attribute.name === name)?.value.trim();
  return value === "" ? undefined : value;
}

/** Every address in a page that a script or link element may load, and some that none does. */
export function likelyReferences(html: string): string[] {
  return [...html.matchAll(LIKELY_TAG)].flatMap(([tag]) => {
    const [, double, single, bare] = LIKELY_ADDRESS.exec(tag) ?? [];
    return double ?? single ?? bare ?? [];
  });
}
