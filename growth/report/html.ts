import { readFileSync } from "node:fs";
import { join } from "node:path";
import { adviceLine, type Advice } from "../advice/advise";
import type { PageData } from "../page/data";
import type { Price } from "../prices/prices";
import type { Question } from "./study";

/**
 * A page that needs nothing else: charts, a picture and sliders; the model itself runs in it.
 *
 * @param directory where the built page.js and page.css lie; beside the command by default
 */
export function pageHtml(
  question: Question,
  verdict: string,
  advice: readonly Advice[],
  price: Price,
  directory = __dirname,
): string {
  const data: PageData = {
    question,
    verdict,
    advice: advice.map((one) => ({ line: adviceLine(one), changes: one.changes })),
    source: price.source,
  };
  const script = readFileSync(join(directory, "page.js"), "utf8").replaceAll("</script", "<\\/script");
  const style = readFileSync(join(directory, "page.css"), "utf8");
  const { settings, curve } = question;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(settings.name)}: when traffic grows</title>
<link rel="icon" href="data:,">
<style>${style}</style>
</head>
<body>
<main>
<header>
<h1>${escaped(settings.name)}: ${escaped(curve.title)}</h1>
<p><span id="badge"></span><span id="verdict" role="status">${escaped(verdict)}</span></p>
</header>
<div class="columns">
<div class="side">
<section id="advice-section"><h2>What would help</h2><div id="advice"></div></section>
<section><h2>Move it</h2><div id="sliders"></div></section>
</div>
<div>
<section>
<div class="time"><button id="play" type="button">▶ play</button><input id="minute" type="range" min="0" max="1" step="1" value="0" aria-label="minute"><output id="minute-text"></output></div>
<div id="picture"></div>
</section>
<section><div id="charts"></div></section>
</div>
</div>
<footer><p>Computed from the stack's own settings by a model; nothing was measured on AWS. Prices: ${escaped(price.source)}.</p></footer>
</main>
<script type="application/json" id="data">${JSON.stringify(data).replaceAll("<", "\\u003c")}</script>
<script>${script}</script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
