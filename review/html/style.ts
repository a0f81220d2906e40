/** How the pages look: light and dark, on a phone and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff;
  --ink: #1b1f24;
  --quiet: #57606a;
  --line: #8c959f;
  --soft: #f3f5f7;
  --good: #116329;
  --bad: #a40e26;
  --moved: #7a4100;
  --moved-paper: #fff4d6;
  --new-paper: #e3f7e6;
  --gone-paper: #ffe9e9;
  --link: #0550ae;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #0d1117;
    --ink: #e6edf3;
    --quiet: #9aa6b2;
    --line: #6e7a86;
    --soft: #161b22;
    --good: #56d364;
    --bad: #ff9492;
    --moved: #f2cc60;
    --moved-paper: #2e2508;
    --new-paper: #0f2a16;
    --gone-paper: #35161a;
    --link: #79b8ff;
  }
}
* {
  box-sizing: border-box;
}
body {
  margin: 0 auto;
  max-width: 1500px;
  padding: 16px;
  background: var(--paper);
  color: var(--ink);
  font:
    15px/1.5 system-ui,
    sans-serif;
}
a {
  color: var(--link);
}
:focus-visible {
  outline: 3px solid var(--link);
  outline-offset: 2px;
}
.skip {
  position: absolute;
  left: -9999px;
}
.skip:focus {
  position: static;
}
h1 {
  font-size: 24px;
  margin: 0 0 8px;
}
h2 {
  margin: 32px 0 8px;
  font-size: 20px;
  border-bottom: 1px solid var(--line);
}
h3 {
  margin: 20px 0 6px;
  font-size: 16px;
}
nav ul {
  display: flex;
  flex-wrap: wrap;
  gap: 4px 16px;
  margin: 8px 0;
  padding: 0;
  list-style: none;
}
.verdict {
  margin: 4px 0;
  padding: 8px 12px;
  border-left: 5px solid var(--line);
  background: var(--soft);
  font-weight: 600;
}
.verdict.high {
  border-color: var(--bad);
}
.verdict.medium {
  border-color: var(--moved);
}
.verdict.low {
  border-color: var(--good);
}
.plane {
  overflow-x: auto;
  padding: 4px 0 12px;
}
.stage {
  position: relative;
}
.arrows {
  position: absolute;
  inset: 0;
  fill: none;
  stroke: var(--line);
  stroke-width: 1.6;
}
.arrows .aside {
  stroke-dasharray: 5 4;
}
.arrows .tip {
  fill: var(--line);
  stroke: none;
}
.arrows text {
  fill: var(--quiet);
  stroke: none;
  font-size: 11px;
  text-anchor: middle;
}
.picture {
  margin: 0;
  padding: 0;
  list-style: none;
}
.box {
  position: absolute;
  padding: 6px 10px;
  border: 1.5px solid var(--line);
  border-radius: 8px;
  background: var(--soft);
  font-size: 12px;
  line-height: 17px;
  overflow-wrap: anywhere;
}
.box strong {
  display: block;
  font-size: 13.5px;
}
.box ul {
  margin: 0;
  padding: 0;
  list-style: none;
}
.box .acts {
  position: absolute;
  width: 1px;
  height: 1px;
  margin: 0;
  overflow: hidden;
  clip-path: inset(50%);
}
.box.bucket,
.box.instances {
  border-width: 2.5px;
}
.box.scaling,
.box.firewall {
  border-style: dashed;
}
.box.visitor {
  border-radius: 24px;
}
.box.moved {
  border-color: var(--moved);
  background: var(--moved-paper);
}
.box.new {
  border-color: var(--good);
  background: var(--new-paper);
}
.box.gone {
  border-color: var(--bad);
  background: var(--gone-paper);
}
.badge {
  margin-left: 6px;
  padding: 0 5px;
  border: 1px solid currentcolor;
  border-radius: 8px;
  font-size: 11px;
  font-weight: 600;
}
.moved .badge {
  color: var(--moved);
}
.new .badge {
  color: var(--good);
}
.gone .badge {
  color: var(--bad);
}
.found {
  margin: 0;
  color: var(--moved);
  font-weight: 600;
}
.found.mandatory,
.mandatory > .severity {
  color: var(--bad);
}
ul.items {
  padding-left: 20px;
}
ul.items ul {
  color: var(--quiet);
}
code,
ul.items li {
  overflow-wrap: anywhere;
}
.resource {
  content-visibility: auto;
  contain-intrinsic-size: auto 26px;
}
.resources {
  padding-left: 0;
  list-style: none;
}
.resources summary {
  overflow-wrap: anywhere;
}
pre {
  overflow-x: auto;
  padding: 8px;
  background: var(--soft);
  font-size: 12px;
  white-space: pre-wrap;
  overflow-wrap: anywhere;
}
input[type="search"] {
  width: min(420px, 100%);
  padding: 6px 8px;
  border: 1px solid var(--line);
  border-radius: 6px;
  background: var(--paper);
  color: var(--ink);
  font: inherit;
}
iframe {
  width: 100%;
  height: 1100px;
  border: 1px solid var(--line);
  background: #ffffff;
}
@media (max-width: 1000px) {
  .stage {
    width: auto !important;
    height: auto !important;
  }
  .arrows {
    display: none;
  }
  .box {
    position: static;
    width: auto !important;
    min-height: 0 !important;
    margin-bottom: 18px;
  }
  .box .acts {
    position: static;
    width: auto;
    height: auto;
    overflow: visible;
    clip-path: none;
  }
  .box.way:has(+ .way)::after {
    content: "↓" / "";
    position: absolute;
    left: 50%;
    margin-top: 4px;
  }
}
@media print {
  nav,
  .skip,
  .search,
  iframe {
    display: none;
  }
  .plane {
    overflow: visible;
    zoom: 0.55;
  }
  h2,
  h3 {
    break-after: avoid;
  }
  .box,
  .plane {
    break-inside: avoid;
  }
}
`;
