import type { Advice } from "../advice/advise";
import type { Question } from "../report/study";

/** What the command writes into the page. */
export interface PageData {
  readonly question: Question;
  readonly verdict: string;
  readonly advice: readonly { readonly line: string; readonly changes: Advice["changes"] }[];
  readonly source: string;
}
