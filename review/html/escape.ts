/** A text as HTML shows it. */
export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

/** A text as the value of an attribute, in quotation marks. */
export function attribute(text: string): string {
  return `"${escaped(text).replaceAll('"', "&quot;")}"`;
}
