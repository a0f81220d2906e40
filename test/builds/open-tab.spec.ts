/** A real browser that has a site open while it is released anew, and then loads what the former build named. */
import assert from "node:assert/strict";
import type { Browser } from "playwright-core";
import { deploy } from "../../release/commands/deploy";
import { World } from "../emulator/support/world";
import { launchBrowser, Visitor } from "../examples/support/browser";
import { needTool } from "../examples/support/tools";
import { type Build, readRecording } from "./recorded";

describe("a tab that is open during a release", () => {
  let world: World;
  let browser: Browser | undefined;
  before(async function () {
    const chromium = needTool(this, "chromium", "apt-get install chromium");
    world = await World.start("stand-in");
    browser = await launchBrowser(chromium);
  });
  after(async () => {
    await browser?.close();
    (world as World | undefined)?.stop();
  });

  async function released(build: Build): Promise<void> {
    const folder = world.build(build);
    const run = await world.inProcess(async (context) => deploy(context, folder, {}));
    assert.equal(run.code, 0, run.stderr);
  }

  for (const name of ["vite", "webpack", "rollup", "parcel"]) {
    for (const release of ["atomic", "inPlace"] as const) {
      it(`${name}, ${release}: loads its own lazy chunk, and the new build after a reload`, async () => {
        const [first, second] = readRecording(name);
        await world.makeSite(release, "spa");
        await released(first);
        assert.ok(browser !== undefined);
        const visitor = await Visitor.arrive(browser, world.edge.url);
        const tab = await visitor.open("/");
        assert.equal(await tab.heading(), "first version");
        await released(second);
        await tab.follow("more", "lazy of first version");
        await tab.goto("/");
        assert.equal(await tab.heading(), "second version");
        await tab.follow("more", "lazy of second version");
        // What browsers ask for by themselves, and the sites do not have.
        const faults = tab.faults.filter(
          (fault) => !/favicon\.ico|^console: Failed to load resource/.test(fault),
        );
        assert.deepEqual(faults, []);
        await visitor.leave();
      });
    }
  }
});
