import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { type ReleaseStrategy } from "../../components/release-contract";
import { launchBrowser, Visitor, type Tab } from "./support/browser";
import { buildCsrReleases, RELEASES, type CsrReleases } from "./support/csr-releases";
import { CsrSite } from "./support/csr-site";
import { get } from "./support/get";
import { needTool } from "./support/tools";

const { first, second } = RELEASES;

describe("examples/csr-app in a browser", function () {
  this.timeout(300_000);
  let browser: Browser;
  let builds: CsrReleases;

  before(async function () {
    this.timeout(300_000);
    const chromium = needTool(this, "chromium", "apt-get install chromium");
    needTool(this, "moto_server", "pip install 'moto[server]'");
    needTool(this, "aws", "pip install awscli");
    builds = await buildCsrReleases();
    browser = await launchBrowser(chromium);
  });

  after(async () => {
    await (browser as Browser | undefined)?.close();
    (builds as CsrReleases | undefined)?.remove();
  });

  for (const release of ["inPlace", "atomic"] as const satisfies readonly ReleaseStrategy[]) {
    describe(release, () => {
      let site: CsrSite;
      let visitor: Visitor;

      const visit = async (path: string): Promise<Tab> => await visitor.open(path);

      before(async () => {
        site = await CsrSite.create(release);
        await site.deploy(builds.first);
      });

      beforeEach(async () => {
        visitor = await Visitor.arrive(browser, site.url);
      });

      afterEach(async () => {
        await visitor.leave();
      });

      after(async () => {
        await (site as CsrSite | undefined)?.stop();
      });

      it("opens at the root and at each deep link, and shows its own page for all other paths", async () => {
        const tab = await visit("/");
        assert.equal(await tab.heading(), "Shop");
        assert.equal(await tab.release(), first.id);
        assert.equal(await tab.pictureWidth(), first.bannerWidth);
        assert.equal(await tab.goto("/products/lamp"), 200);
        assert.equal(await tab.heading(), "Desk lamp");
        assert.equal(await tab.pictureWidth(), 160);
        assert.equal(await tab.goto("/about"), 200);
        assert.ok((await tab.text()).includes(first.about));
        assert.equal(await tab.goto("/products/sofa"), 200);
        assert.equal(await tab.heading(), "Not found");
        assert.equal(await tab.goto("/no/such/page"), 200);
        assert.equal(await tab.heading(), "Not found");
        assert.deepEqual(tab.faults, []);
      });

      it("answers 404 for a file that there is not", async () => {
        for (const path of ["/assets/missing.0123456789abcdef.js", "/images/missing.png"]) {
          const { status, text } = await get(site.url + path);
          assert.equal(status, 404, path);
          assert.ok(!text.includes('id="root"'), "not the application");
        }
      });

      it("sends hashed files for a year, and lets the browser ask again for all others", async () => {
        const html = await get(`${site.url}/`);
        const script = /src="(\/assets\/[^"]+\.js)"/.exec(html.text)?.[1] ?? "";
        const cacheControl = async (path: string) => (await get(site.url + path)).headers["cache-control"];
        assert.equal(await cacheControl(script), "public, max-age=31536000, immutable");
        assert.match(html.headers["cache-control"] ?? "", /max-age=0/);
        assert.match((await cacheControl("/images/banner.png")) ?? "", /max-age=0/);
        assert.equal(await cacheControl("/version.json"), "no-cache");
        assert.equal(html.headers["x-content-type-options"], "nosniff");
      });

      it("breaks nothing in a tab that stays open over a release, and shows the new one after a reload", async () => {
        const open = await visit("/");
        await open.mark();
        await site.deploy(builds.second);

        await open.follow("About", "About");
        assert.ok((await open.text()).includes(first.about), "the old page's chunk is still there");
        await open.page.getByText("A new version is out.").waitFor();
        await open.follow("Shop", "Shop");
        await open.follow("Desk lamp", "Desk lamp");
        assert.equal(await open.pictureWidth(), 160, "the old picture is still there");
        assert.equal(await open.reloadedSinceMark(), false);
        assert.equal(await open.release(), first.id);

        await open.page.getByRole("button", { name: "Reload" }).click();
        await open.page.getByText(`Release ${second.id}`).waitFor();
        assert.equal(await open.heading(), "Desk lamp!");
        await open.follow("About", "About");
        assert.ok((await open.text()).includes(second.about));
        await open.follow("Shop", "Shop");
        assert.equal(await open.pictureWidth(), second.bannerWidth, "the picture that was overwritten");
        assert.deepEqual(open.faults, []);
      });

      it("shows a new visitor the new release alone", async () => {
        const tab = await visit("/about");
        assert.ok((await tab.text()).includes(second.about));
        assert.equal(await tab.release(), second.id);
        await tab.follow("Shop", "Shop");
        assert.equal(await tab.pictureWidth(), second.bannerWidth);
        assert.deepEqual(tab.faults, []);
      });

      it("goes back to the release before, under an open tab too", async () => {
        const open = await visit("/");
        assert.equal(await open.release(), second.id);
        await open.mark();
        await site.rollback();

        await open.follow("About", "About");
        assert.ok((await open.text()).includes(second.about), "the chunk of the release that was taken back");
        assert.equal(await open.reloadedSinceMark(), false);
        const fresh = await visit("/about");
        assert.equal(await fresh.release(), first.id);
        assert.ok((await fresh.text()).includes(first.about));
        await fresh.follow("Shop", "Shop");
        assert.equal(await fresh.pictureWidth(), first.bannerWidth);
        assert.deepEqual([...open.faults, ...fresh.faults], []);

        // Now the tab is older than what is kept.
        await removeChunk("product");
        await open.follow("Shop", "Shop");
        await open.page.getByText("Desk lamp", { exact: true }).click();
        await open.page.getByText(`Release ${first.id}`).waitFor();
        assert.equal(await open.heading(), "Desk lamp", "it went to the page by loading it anew");
        assert.equal(await open.reloadedSinceMark(), true);
      });

      /** As when the time is over for which superseded files are kept. */
      async function removeChunk(page: string): Promise<void> {
        const name = readdirSync(join(builds.second, "assets")).find(
          (each) => each.startsWith(`${page}.`) && each.endsWith(".js"),
        );
        const key = (await site.keys()).find((each) => each.endsWith(`/${name ?? ""}`));
        assert.ok(key !== undefined, "the chunk is kept for some days");
        await site.remove(key);
        site.forget();
      }
    });
  }
});
