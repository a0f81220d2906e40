import type { Advice } from "../advice/advise";
import type { Price } from "../prices/prices";
import type { Question } from "../report/study";
/** placeholder */
export function pageHtml(_q: Question, _l: string, _a: readonly Advice[], _p: Price): string {
  return "";
}
