import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ComponentsProvider } from "../../../components/provider/provider";
import type { PackageSpec } from "../../../components/provider/spec";
import { StaticSite } from "../../../components/static-site";
import { run } from "../../support/mocks";

const FILE = join(__dirname, "..", "..", "..", "packages", "components", "schema.json");
const spec = JSON.parse(readFileSync(FILE, "utf8")) as PackageSpec;
const provider = new ComponentsProvider(spec);
const SITE = "web-infra:index:StaticSite";

describe("the provider of the components", function () {
  this.timeout(120_000);

  it("answers with the package's schema and version", () => {
    assert.deepEqual(JSON.parse(provider.schema), spec);
    assert.equal(provider.version, spec.version);
  });

  it("makes what the class makes", async () => {
    const args = { mode: "static", pages: "file" } as const;
    const own = await run(() => new StaticSite("www", args));
    const constructed = await run(() => provider.construct("www", SITE, args, {}));
    assert.deepEqual(constructed.made.list(), own.made.list());
  });

  it("hands over every output that the schema says is always there", async () => {
    const { result } = await run(() => provider.construct("www", SITE, {}, {}));
    const { state } = await result;
    for (const key of spec.resources[SITE]?.required ?? []) assert.notEqual(state[key], undefined, key);
    assert.deepEqual(Object.keys(state).sort(), Object.keys(spec.resources[SITE]?.properties ?? {}).sort());
  });

  it("reports every fault, one line each, with the key, what is allowed and the value got", async () => {
    await run(() =>
      assert.rejects(
        provider.construct("www", SITE, { domain: "-", mode: "sap", colour: "red" }, {}),
        (error) => {
          const lines = (error as Error).message.split("\n");
          assert.equal(lines.length, 3, (error as Error).message);
          for (const key of ["domain", "mode", "colour"])
            assert.ok(
              lines.some((line) => line.startsWith(`StaticSite "www": ${key}: `)),
              key,
            );
          return true;
        },
      ),
    );
  });

  it("names what it has for a type that it does not have", async () => {
    await assert.rejects(
      provider.construct("x", "web-infra:index:Site", {}, {}),
      /^Error: web-infra:index:Site is no component of web-infra: it has web-infra:index:StaticSite, /,
    );
    await assert.rejects(
      provider.construct("x", "aws:index:StaticSite", {}, {}),
      /is no component of web-infra/,
    );
  });
});
