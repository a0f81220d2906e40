/** How much memory a release takes: not more for larger files, and little for more of them. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { World } from "./support/world";

const MB = 1024 * 1024;

/** `MEMORY_FILES=100000 MEMORY_GB=5` for the figures of docs/performance.md. */
const FILES = Number(process.env["MEMORY_FILES"] ?? 20_000);
const LARGE_BYTES = Number(process.env["MEMORY_GB"] ?? 1) * 1024 * MB;

/** What a file may cost, of 20,000 as of 100,000. */
const MAX_BYTES_A_FILE = 6 * 1024;
/** What a file of any size may cost: parts on their way, and what Node.js has not collected yet. */
const MAX_LARGE_BYTES = 300 * MB;

describe("memory of a release", () => {
  let world: World;
  const folder = mkdtempSync(join(tmpdir(), "web-infra-memory-"));
  before(async () => {
    world = await World.start("stand-in");
    writeFileSync(
      join(folder, "peak.cjs"),
      `process.on("exit", () => require("node:fs").writeFileSync(process.env.PEAK_FILE, String(process.resourceUsage().maxRSS)));`,
    );
  });
  after(() => {
    world.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** The most memory, in bytes, that the program has had while it released a folder. */
  async function peakOf(build: string, release: "atomic" | "inPlace"): Promise<number> {
    await world.makeSite(release, "static", { probe: { mode: "static", timeoutSeconds: 60 } });
    world.standIn.keepsParts = false;
    const peak = join(folder, "peak.txt");
    const { done } = world.start(["deploy", build], {
      NODE_OPTIONS: `--require=${join(folder, "peak.cjs")}`,
      PEAK_FILE: peak,
    });
    const { code, stderr } = await done;
    assert.equal(code, 0, stderr);
    return Number(readFileSync(peak, "utf8")) * 1024;
  }

  for (const release of ["atomic", "inPlace"] as const) {
    it(`${release}: stays the same for a large file, and grows by little with the number of files`, async function () {
      this.timeout(1_200_000);
      const index = { "index.html": "<!doctype html><title>x</title>" };
      const least = await peakOf(world.build(index), release);

      const large = world.build(index);
      writeFileSync(join(large, "film.mp4"), "");
      // Sparse: it takes no place on the disk.
      truncateSync(join(large, "film.mp4"), LARGE_BYTES);
      const ofLarge = (await peakOf(large, release)) - least;

      const many = world.build(index);
      for (let i = 0; i < FILES; i += 1) {
        const at = join(many, "pages", String(i % 100));
        mkdirSync(at, { recursive: true });
        writeFileSync(join(at, `page-${i}.html`), `<!doctype html><title>page ${i}</title>`);
      }
      const ofMany = (await peakOf(many, release)) - least;
      rmSync(many, { recursive: true, force: true });

      const figures = `${release}: least ${Math.round(least / MB)} MB, ${LARGE_BYTES / MB} MB in one file + ${Math.round(ofLarge / MB)} MB, ${FILES} files + ${Math.round(ofMany / MB)} MB`;
      if (process.env["MEMORY_FILES"] !== undefined) {
        process.stdout.write(`${figures}\n`);
      }
      assert.ok(ofLarge < MAX_LARGE_BYTES, figures);
      assert.ok(ofMany < 60 * MB + FILES * MAX_BYTES_A_FILE, figures);
    });
  }
});
