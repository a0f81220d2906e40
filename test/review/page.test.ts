/** The pages in Chromium: at three sizes, without a request, and as axe wants them. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { previewPage } from "../../review/html/preview-page";
import { reviewPage } from "../../review/html/review-page";
import { browserPath } from "../growth/browser";
import { projectWithExampleStacks } from "../support/example-stacks";
import { reviewOf } from "../../review/report/review";
import { readDocument, type Stack } from "../../review/preview-document";
import { stack, type Given } from "./support/stacks";

const ROOT = resolve(__dirname, "..", "..");
const PREVIEW = join(ROOT, "scripts", "preview.mjs");
const AXE = readFileSync(createRequire(__filename).resolve("axe-core/axe.min.js"), "utf8");

const SIZES = [
  { name: "a phone", width: 390, height: 844, colorScheme: "dark" },
  { name: "a tablet", width: 900, height: 1100, colorScheme: "light" },
  { name: "a screen", width: 1500, height: 1000, colorScheme: "light" },
] as const;

/** For the browser: the size of the first picture, and the share of tiles of 20 pixels that are lighter or darker in the second. */
const DIFFERENT_TILES = `async (pictures) => {
  const tiles = 72;
  const read = async (picture) => {
    const image = new Image();
    image.src = "data:image/png;base64," + picture;
    await image.decode();
    const context = new OffscreenCanvas(tiles, tiles).getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(image, 0, 0, tiles, tiles);
    const { data } = context.getImageData(0, 0, tiles, tiles);
    return { size: [image.width, image.height], greens: data.filter((_, at) => at % 4 === 1) };
  };
  const [held, now] = await Promise.all(pictures.map(read));
  const different = held.greens.filter((value, at) => Math.abs(value - now.greens[at]) > 12);
  return [...held.size, different.length / held.greens.length];
}`;

interface Size {
  readonly width: number;
  readonly height: number;
  readonly colorScheme: "dark" | "light";
}

describe("the pages of a preview and of a review", function () {
  const folder = mkdtempSync(join(tmpdir(), "review-page-"));
  const path = browserPath();
  let browser: Browser;
  let project: string;
  const files: Record<string, string> = {};

  before(async function () {
    if (path === undefined) {
      process.stderr.write("      no Chromium on this machine: the pages are not looked at\n");
      this.skip();
    }
    browser = await chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
    project = projectWithExampleStacks();
    const page = join(folder, "preview.html");
    const args = [PREVIEW, "--project", project, "--stack", "prod"];
    const made = spawnSync(process.execPath, [...args, "--html", page, "--json"], {
      cwd: ROOT,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    assert.equal(made.status, 0, made.stderr);
    files["preview"] = page;
    const [before] = readDocument(made.stdout, "prod");
    const [after] = readDocument(
      made.stdout
        .replaceAll("/health", "/ready")
        .replaceAll("TLSv1.2_2025", "TLSv1.3_2025")
        .replaceAll('"blockPublicPolicy": true', '"blockPublicPolicy": false'),
      "prod",
    );
    files["review"] = join(folder, "review.html");
    writeFileSync(
      files["review"],
      reviewPage(
        reviewOf({
          base: "main",
          head: "topic",
          files: new Map(),
          stacks: [{ stack: "prod", before, after }],
        }),
      ),
    );
  });

  after(async () => {
    if (path !== undefined) await browser.close();
    rmSync(folder, { recursive: true, force: true });
    if (path !== undefined) rmSync(project, { recursive: true, force: true });
  });

  async function open(file: string, size: Size): Promise<Page> {
    const page = await browser.newPage({
      viewport: { width: size.width, height: size.height },
      colorScheme: size.colorScheme,
    });
    page.on("request", (request) => {
      if (!/^(?:file|data|about):/.test(request.url())) throw new Error(`the page asks for ${request.url()}`);
    });
    page.on("pageerror", (error) => {
      throw error;
    });
    await page.goto(`file://${file}`);
    return page;
  }

  for (const size of SIZES) {
    for (const kind of ["preview", "review"]) {
      it(`the page of a ${kind} on ${size.name}: nothing wider than the window, and no violation that axe knows`, async () => {
        const page = await open(files[kind] ?? "", size);
        assert.ok(Number(await page.evaluate("document.documentElement.scrollWidth")) <= size.width);
        await page.evaluate(AXE);
        const violations = await page.evaluate(
          "axe.run(document, { iframes: false }).then((r) => r.violations.map((v) => v.id + ': ' + v.nodes[0].html))",
        );
        assert.deepEqual(violations, []);
        await page.close();
      });
    }
  }

  it("answers from the boxes alone: what serves www, where TLS ends, a miss, what scales and when, how a release goes live", async () => {
    const page = await open(files["preview"] ?? "", SIZES[2]);
    const text = (await page.locator("ol.picture").allInnerTexts()).join("\n");
    for (const words of [
      /serves www\.example\.com/,
      /TLS ends here: TLSv1\.2_2025/,
      /TLS ends here: ELBSecurityPolicy/,
      /private: no public access/,
      /HTTP is redirected to HTTPS/,
      /key value store www-releases says which release is live/,
      /above 80 % for 3 minutes: 1 instance more, up to 4/,
      /2 to 4 instances/,
      /a push to team\/www starts it/,
      /waits until a person approves/,
      /puts the release live: uploads to S3, switches the site to it/,
      /a miss is fetched from S3 and kept/,
      /on new instances: healthy ones take over/,
    ]) {
      assert.match(text, words);
    }
    const arrows = await page.locator("svg.arrows text").allTextContents();
    assert.ok(arrows.includes("miss"));
    // Elastic Beanstalk makes the instances; no request goes through it.
    assert.ok(arrows.includes("HTTP, to healthy ones only") && arrows.includes("makes, deploys"));
    await page.close();
  });

  it("docs/images/prod.png is what the page shows of prod now", async () => {
    const page = await open(files["preview"] ?? "", {
      width: 1440,
      height: 1440,
      colorScheme: "light",
    });
    await page.evaluate("document.querySelector('h2').scrollIntoView()");
    await page.evaluate("scrollBy(0, -10)");
    const now = await page.screenshot();
    const held = readFileSync(join(ROOT, "docs", "images", "prod.png"));
    const [width, height, different] = await page.evaluate<[number, number, number]>(
      `(${DIFFERENT_TILES})(${JSON.stringify([held, now].map((each) => each.toString("base64")))})`,
    );
    assert.deepEqual([width, height], [1440, 1440]);
    // Another version of the browser or of its fonts moves letters by a pixel; a box more, or another text, shows in many tiles.
    if (different > 0.004) writeFileSync(join(tmpdir(), "prod.png"), now);
    assert.ok(
      different <= 0.004,
      `${(100 * different).toFixed(1)} % of the picture differ: look at ${join(tmpdir(), "prod.png")}, and put it in the place of docs/images/prod.png`,
    );
    await page.close();
  });

  it("no box of a picture lies on another one, and none is cut", async () => {
    const page = await open(files["preview"] ?? "", SIZES[2]);
    const overlaps = await page.evaluate(`[...document.querySelectorAll("ol.picture")].flatMap((list) => {
      const boxes = [...list.children].map((box) => box.getBoundingClientRect());
      return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom));
    }).length`);
    assert.equal(overlaps, 0);
    await page.close();
  });

  it("the page of a review marks what moved, before and after", async () => {
    const page = await open(files["review"] ?? "", SIZES[2]);
    const moved = await page.locator("li.box.moved > strong").allInnerTexts();
    assert.deepEqual([...new Set(moved.map((title) => title.replace(/changed$/, "").trim()))].sort(), [
      "CloudFront",
      "Elastic Beanstalk",
      "S3",
    ]);
    await page.close();
  });

  it("the resources can be searched with the keyboard", async () => {
    const page = await open(files["preview"] ?? "", SIZES[2]);
    await page.locator('input[type="search"]').focus();
    await page.keyboard.type("cloudfront function");
    assert.equal(await page.locator("li.resource:visible").count(), 1);
    assert.match(await page.locator('[role="status"]').first().innerText(), /^1 of \d+$/);
    await page.close();
  });

  it("a thousand resources open in a second", async () => {
    const many: Stack = stack(
      Array.from({ length: 1000 }, (_, at): Given => ({
        type: "aws:s3/bucket:Bucket",
        name: `b${at}`,
        inputs: { bucket: `b${at}`, tags: { a: "b".repeat(200) } },
      })),
    );
    const file = join(folder, "many.html");
    writeFileSync(file, previewPage("many", [many], []));
    const times: number[] = [];
    for (let run = 0; run < 3; run += 1) {
      const started = performance.now();
      const page = await open(file, SIZES[2]);
      times.push(performance.now() - started);
      await page.close();
    }
    assert.ok(Math.min(...times) < 1000, `${times.map(Math.round).join(", ")} ms`);
  });
});
