import { secretTexts, SHOWN_SECRET } from "../provider/wire";
import type { StackConfig } from "../project/stack-config";
import type { StackResult } from "../preview/result";
import type { Redact } from "./document";

/** Texts shorter than this say too little to be recognised. */
const MIN_LENGTH = 4;

/** Hides, in messages of programs and policies, every text that stands in a secret of this stack. */
export function redactor(result: StackResult, config: StackConfig): Redact {
  const fromConfig = config.secretKeys.map((key) => config.values[key] ?? "");

  const fromResources = result.resources.flatMap(({ inputs, outputs }) => [
    ...secretTexts(inputs),
    ...secretTexts(outputs),
  ]);
  // Also as it stands inside of JSON, where quotes and line breaks are escaped: a key in a logged object.
  const spelled = [...fromConfig, ...fromResources]
    .filter((text) => text.length >= MIN_LENGTH)
    .flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  // Longest first: a secret may hold another one.
  const texts = [...new Set(spelled)].sort((a, b) => b.length - a.length);
  return (text) => texts.reduce((clean, secret) => clean.replaceAll(secret, SHOWN_SECRET), text);
}
