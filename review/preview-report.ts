import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { advise } from "../growth/advice/advise";
import { DEFAULT_ENVIRONMENT } from "../growth/model/settings";
import { DEFAULT_WORKLOAD } from "../growth/model/workload";
import { priceOf } from "../growth/prices/prices";
import { pageHtml } from "../growth/report/html";
import { heldFactor, study, type Question } from "../growth/report/study";
import { DEFAULT_OBJECTIVE } from "../growth/report/verdict";
import { verdictLine } from "../growth/report/words";
import { regionOf } from "../growth/stack/services";
import { shapeCurve } from "../growth/traffic/shapes";
import { CURVE, rateOf, settingsOf } from "./compare/growth-changes";
import { UsageError } from "../offline/errors";
import { previewPage, type GrowthPage } from "./html/preview-page";
import { isRecord } from "../growth/stack/document";
import { readDocument, text, type Stack } from "./preview-document";

/**
 * Writes the page of a preview.
 *
 * @param printed the document that `--json` prints
 * @param directory where this program's bundle lies
 * @throws UsageError where the file cannot be written
 */
export function writePreviewPage(file: string, printed: string, directory: string): void {
  const stacks = readDocument(printed, "the preview");
  const document: unknown = JSON.parse(printed);
  const project = isRecord(document) ? text(document["project"]) : "";
  const pages = stacks.flatMap((stack) => growthPages(stack, join(directory, "..", "..", "growth", "bin")));
  try {
    writeFileSync(file, previewPage(project, stacks, pages));
  } catch (error) {
    throw new UsageError(
      `--html ${file}: cannot be written (${String((error as NodeJS.ErrnoException).code)})`,
    );
  }
}

/** The sliders of `npm run growth`, for each service. */
function growthPages(stack: Stack, directory: string): readonly GrowthPage[] {
  return [...settingsOf(stack)].map(([service, settings]) => {
    const question: Question = {
      ...{ settings, curve: shapeCurve(CURVE, rateOf(settings)), workload: DEFAULT_WORKLOAD },
      ...{ environment: DEFAULT_ENVIRONMENT, objective: DEFAULT_OBJECTIVE },
    };
    const studied = study(question);
    const price = priceOf(settings.instance.type, regionOf(stack));
    const advice = advise(question, studied, price, "stack-file");
    const html = pageHtml(question, verdictLine(studied, heldFactor(question)), advice, price, directory);
    return { stack: stack.stack, service, html };
  });
}
