import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

/** Headless Chromium; the sandbox needs privileges that a container does not have. */
export async function launchBrowser(executablePath: string): Promise<Browser> {
  return await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}

/** One visitor: a browser profile of its own, with its own cache. */
export class Visitor {
  private constructor(private readonly context: BrowserContext) {}

  static async arrive(browser: Browser, site: string): Promise<Visitor> {
    return new Visitor(await browser.newContext({ baseURL: site, locale: "en-US" }));
  }

  /** Opens a tab that remembers whether it was loaded anew since, and whatever went wrong in it. */
  async open(path: string): Promise<Tab> {
    const page = await this.context.newPage();
    const tab = new Tab(page);
    await tab.goto(path);
    return tab;
  }

  async leave(): Promise<void> {
    await this.context.close();
  }
}

export class Tab {
  /** Failed requests, answers from 400 on, errors of scripts and of the console. */
  readonly faults: string[] = [];

  constructor(readonly page: Page) {
    page.setDefaultTimeout(30_000);
    page.on("pageerror", (error) => this.faults.push(`error: ${error.message}`));
    page.on("requestfailed", (request) => this.faults.push(`failed: ${request.url()}`));
    page.on("response", (answer) => {
      if (answer.status() >= 400) this.faults.push(`${answer.status()}: ${answer.url()}`);
    });
    page.on("console", (message) => {
      if (message.type() === "error") this.faults.push(`console: ${message.text()}`);
    });
  }

  /** The status of the page's own document. */
  async goto(path: string): Promise<number> {
    const answer = await this.page.goto(path, { waitUntil: "networkidle" });
    return answer?.status() ?? 0;
  }

  async heading(): Promise<string> {
    return (await this.page.locator("h1").textContent()) ?? "";
  }

  /** Clicks a link or a button by its text and waits for the heading. */
  async follow(text: string, heading: string): Promise<void> {
    await this.page.getByText(text, { exact: true }).click();
    await this.page.locator("h1", { hasText: heading }).waitFor();
  }

  async text(): Promise<string> {
    return (await this.page.locator("body").textContent()) ?? "";
  }

  async release(): Promise<string> {
    return ((await this.page.locator("footer").textContent()) ?? "").replace("Release ", "");
  }

  /** Width of the only picture, as its file has it; 0 where it did not load. */
  async pictureWidth(): Promise<number> {
    const picture = this.page.locator("main img");
    await picture.waitFor();
    return await picture.evaluate(async (element) => {
      const image = element as unknown as { naturalWidth: number; decode: () => Promise<void> };
      await image.decode().catch(() => undefined);
      return image.naturalWidth;
    });
  }

  /** Puts a mark into the tab that a reload wipes out. */
  async mark(): Promise<void> {
    await this.page.evaluate("globalThis.marked = true");
  }

  async reloadedSinceMark(): Promise<boolean> {
    return (await this.page.evaluate("globalThis.marked !== true")) === true;
  }
}
