import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { DEFAULT_ENVIRONMENT } from "../../growth/model/settings";
import { DEFAULT_WORKLOAD } from "../../growth/model/workload";
import { priceOf } from "../../growth/prices/prices";
import { pageHtml } from "../../growth/report/html";
import { heldFactor, study, type Question } from "../../growth/report/study";
import { DEFAULT_OBJECTIVE } from "../../growth/report/verdict";
import { verdictLine } from "../../growth/report/words";
import { shapeCurve } from "../../growth/traffic/shapes";
import { browserPath } from "./browser";
import { SERVICE } from "./services";

const QUESTION: Question = {
  settings: SERVICE,
  curve: shapeCurve("step:3@10m", 1846),
  workload: DEFAULT_WORKLOAD,
  environment: DEFAULT_ENVIRONMENT,
  objective: DEFAULT_OBJECTIVE,
};
const VERDICT = verdictLine(study(QUESTION), heldFactor(QUESTION));
const ADVICE = [
  { changes: [{ key: "scaling.min", value: 3 }], usdPerDay: 0.5, lostShare: 0, worstP95Ms: 900 },
];

describe("The page of growth", function () {
  this.timeout(120_000);
  const directory = mkdtempSync(join(tmpdir(), "growth-page-"));
  const url = pathToFileURL(join(directory, "page.html")).href;
  let browser: Browser | undefined;

  before(async function () {
    const executablePath = browserPath();
    if (executablePath === undefined) {
      console.log("    skipped: needs chromium (apt-get install chromium)");
      this.skip();
    }
    const built = join(__dirname, "../../growth/bin");
    const html = pageHtml(QUESTION, VERDICT, ADVICE, priceOf("t4g.small", "ap-northeast-2"), built);
    writeFileSync(join(directory, "page.html"), html);
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] });
  });
  after(async () => {
    await browser?.close();
    rmSync(directory, { recursive: true, force: true });
  });

  async function open(
    width: number,
    height: number,
    colorScheme: "light" | "dark",
  ): Promise<{ page: Page; faults: string[] }> {
    assert.ok(browser !== undefined);
    const page = await browser.newPage({ viewport: { width, height }, colorScheme });
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(error.message));
    page.on("request", (request) => {
      if (!/^(file|data):/.test(request.url())) faults.push(`asks for ${request.url()}`);
    });
    await page.goto(url);
    return { page, faults };
  }

  for (const [name, width, height] of [
    ["a desktop", 1280, 900],
    ["a phone", 390, 844],
  ] as const) {
    for (const scheme of ["light", "dark"] as const) {
      it(`shows the verdict, the picture and four charts on ${name}, ${scheme}, from nothing but itself`, async () => {
        const { page, faults } = await open(width, height, scheme);
        assert.equal(await page.textContent("#verdict"), VERDICT);
        assert.equal(await page.textContent("#badge"), "loses requests");
        assert.equal(await page.locator("#charts .uplot").count(), 4);
        assert.ok((await page.textContent("#picture"))?.includes("lost"));
        assert.equal(await page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), true);
        const inked = await page.evaluate(
          `[...document.querySelectorAll("#charts canvas")].every((canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value > 0))`,
        );
        assert.equal(inked, true);
        const contrast = await page.evaluate(`(() => {
          const light = (color) => { const [r, g, b] = color.match(/[\\d.]+/g).map((part) => { const c = part / 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; }); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
          const style = getComputedStyle(document.body); const [a, b] = [light(style.color), light(style.backgroundColor)].sort((x, y) => y - x);
          return (a + 0.05) / (b + 0.05); })()`);
        assert.ok(Number(contrast) >= 7, `contrast ${String(contrast)}`);
        assert.deepEqual(faults, []);
        await page.close();
      });
    }
  }

  it("runs the model again when a slider moves, and says what the command would", async () => {
    const { page, faults } = await open(1280, 900, "light");
    await page.locator("#slider-minimum").fill("4");
    const settings = { ...SERVICE, minimum: 4, desired: 4 };
    const question = { ...QUESTION, settings };
    assert.equal(await page.textContent("#verdict"), verdictLine(study(question), heldFactor(question)));
    assert.equal(await page.textContent("#badge"), "holds");
    assert.deepEqual(faults, []);
    await page.close();
  });

  it("takes over advice at a press, and moves through the minutes", async () => {
    const { page } = await open(390, 844, "dark");
    await page.locator("#advice button").click();
    assert.equal(await page.inputValue("#slider-minimum"), "3");
    await page.locator("#minute").fill("30");
    assert.equal(await page.textContent("#minute-text"), "minute 30");
    await page.locator("#play").click();
    await page.waitForFunction(`document.getElementById("minute-text").textContent !== "minute 30"`);
    await page.close();
  });
});
