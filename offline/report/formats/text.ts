/** The text, or another one where there is none. */
export function given(text: string, otherwise: string): string {
  return text === "" ? otherwise : text;
}
