import { attribute, escaped } from "./escape";
import { STYLE } from "./style";

/** Finds what a search field says among the resources; everything else of the page works without it. */
const SCRIPT = `for (const field of document.querySelectorAll("input[data-list]")) {
  const items = [...document.getElementById(field.dataset.list).querySelectorAll("li.resource")];
  const count = document.getElementById(field.dataset.list + "-count");
  const texts = items.map((item) => item.dataset.words);
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\\s+/).filter(Boolean);
    let shown = 0;
    items.forEach((item, at) => {
      const fits = words.every((word) => texts[at].includes(word));
      item.hidden = !fits;
      if (fits) shown += 1;
    });
    count.textContent = shown + " of " + items.length;
  });
}`;

/** A page that needs nothing else: no request leaves it. */
export function pageFrame(
  title: string,
  lead: string,
  nav: readonly (readonly [id: string, text: string])[],
  body: string,
): string {
  const links = nav
    .map(([id, text]) => `<li><a href=${attribute(`#${id}`)}>${escaped(text)}</a></li>`)
    .join("");
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; frame-src 'self'">
<title>${escaped(title)}</title>
<link rel="icon" href="data:,">
<style>${STYLE}</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header><h1>${escaped(title)}</h1>${lead}<nav aria-label="Parts"><ul>${links}</ul></nav></header>
<main id="main">
${body}
</main>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

/** An id for an anchor. */
export function anchor(...parts: readonly string[]): string {
  return parts
    .join("-")
    .replaceAll(/[^\w-]+/g, "-")
    .toLowerCase();
}
