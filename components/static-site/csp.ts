/** Content-Security-Policy: what a browser would read otherwise than it was meant. */

/** A word of CSP that stands without its quotes. @see https://www.w3.org/TR/CSP3/#grammardef-keyword-source */
export function unquotedKeyword(csp: string): string | undefined {
  return /(?<=\s)(?:self|none|unsafe-inline|unsafe-eval|unsafe-hashes|strict-dynamic|report-sample|wasm-unsafe-eval)(?=[\s;]|$)/.exec(
    csp,
  )?.[0];
}
