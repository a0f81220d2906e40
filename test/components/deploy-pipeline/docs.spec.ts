import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  DeployPipeline,
  deployPipelineConfigSchema,
  PipelineFoundation,
  pipelineFoundationConfigSchema,
} from "../../../components/deploy-pipeline";
import { elasticBeanstalk, staticSite } from "../../../components/deploy-pipeline";
import { parseConfig } from "../../../config";
import { parseSettings } from "../../../components/release-contract";
import { run } from "../../support/mocks";
import { CONFIG, ROLE, SERVICE, SITE } from "./fixtures";

const DOCS = join(__dirname, "../../../docs");
const page = readFileSync(join(DOCS, "deploy-pipeline.md"), "utf8");

interface StackFile {
  readonly config: Readonly<Record<string, unknown>>;
}

const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`^( *)\`\`\`${language}\\n([^]*?)^ *\`\`\`$`, "gm"))].map(
    ([, indent = "", text = ""]) => text.replaceAll(new RegExp(`^${indent}`, "gm"), ""),
  );
const yaml = blocks("yaml").map((text) => parse(text) as Partial<StackFile>);
const examples = yaml.filter((each): each is StackFile => each.config !== undefined);

describe("docs/deploy-pipeline.md", () => {
  for (const [index, { config }] of examples.entries()) {
    it(`example ${index + 1} is a valid configuration with a pipeline`, () => {
      const raw = Object.entries(config).map(([key, value]) => [
        key,
        typeof value === "string" ? value : JSON.stringify(value),
      ]);
      const { sites, services } = parseConfig(Object.fromEntries(raw) as Record<string, string>, "web-infra");
      const all = [...Object.values(sites), ...Object.values(services)];
      assert.ok(all.length > 0 && all.every(({ pipeline }) => pipeline !== undefined));
    });
  }

  it("shows every argument by configuration", () => {
    assert.ok(examples.length >= 7);
    const text = blocks("yaml").join("\n");
    const keys = [...keysOf(deployPipelineConfigSchema), ...keysOf(pipelineFoundationConfigSchema)];
    assert.ok(keys.length > 30, `${keys.length} keys`);
    // Two are alternatives to what the examples show, and stand in the text.
    const prose = new Set(["buildspec", "timeoutMinutes"]);
    assert.deepEqual(
      keys.filter((key) => !new RegExp(`\\b${key}:`).test(text) && !(prose.has(key) && page.includes(key))),
      [],
    );
  });

  it("names exactly the roles that pipelines of both kinds have", async () => {
    const { made } = await run(() => {
      const slack = { workspaceId: "T0123ABCD", channelId: "C0123ABCD" };
      const foundation = new PipelineFoundation("x", { slack });
      return [
        new DeployPipeline("x", { ...CONFIG, target: SITE, foundation }),
        new DeployPipeline("x", {
          ...{ ...CONFIG, target: SERVICE, foundation },
          beforeDeploy: { commands: ["npm run migrate"] },
        }),
      ];
    });
    const roles = made.ofType(ROLE).map(({ name }) => name.replace(/^x-/, ""));
    const section = page.slice(page.indexOf("## Roles"), page.indexOf("## When something"));
    const rows = [...section.matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, role]) => role);
    assert.deepEqual(rows.sort(), [...new Set(roles)].sort());
  });

  it("says what a failed deployment does by default", () => {
    const rows = page.matchAll(/^\| `(rollback|fail|retry)` +\|[^|]+\| *(\w*) *\|$/gm);
    const defaults: Record<string, string> = {};
    for (const [, how = "", whose = ""] of rows) {
      defaults[whose === "" ? "none" : whose] = how;
    }
    const { onDeployFailure: sites } = staticSite;
    const { onDeployFailure: services } = elasticBeanstalk;
    assert.deepEqual(defaults, { sites, services, none: "retry" });
  });

  it("shows settings that the release program takes, and commands that it has", () => {
    const settings = blocks("json").filter((text) => text.includes('"release"'));
    assert.equal(settings.length, 1);
    assert.equal(parseSettings(settings[0] ?? "").release, "atomic");
    const program = readFileSync(join(__dirname, "../../../release/command-line.ts"), "utf8");
    const used = [...page.matchAll(/(?:npm run release --|node release\.cjs) (\w+)|(--[a-z]+) \S/g)];
    const words = used.map(([, command, option]) => command ?? option ?? "");
    for (const word of words.filter(
      (each) => !/^--(?:name|json|pipeline-name|stage-name|target|output)/.test(each),
    )) {
      assert.ok(program.includes(`  ${word} `) || program.includes(`  ${word}  `), word);
    }
    assert.ok(words.includes("list") && words.includes("rollback") && words.includes("--pipeline"));
  });

  it("links to pages and headings that exist", () => {
    const links = [...page.matchAll(/\]\((?!https:)([^)]+)\)/g)].map(([, link = ""]) => link);
    assert.ok(links.length > 5);
    for (const link of links) {
      const [file = "", anchor] = link.split("#");
      const text = file === "" ? page : readFileSync(join(DOCS, file), "utf8");
      const headings = [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = ""]) =>
        heading
          .toLowerCase()
          .replace(/[^\w -]/g, "")
          .replaceAll(" ", "-"),
      );
      assert.ok(anchor === undefined || headings.includes(anchor), link);
    }
  });
});

/** Names of all keys of a configuration, also of those inside others. */
function keysOf(schema: unknown): string[] {
  const { shape, element, def, options } = schema as {
    shape?: object;
    element?: unknown;
    def?: { innerType?: unknown; in?: unknown };
    options?: readonly unknown[];
  };
  if (shape !== undefined) {
    return Object.entries(shape).flatMap(([key, each]) => [key, ...keysOf(each)]);
  }
  return [...(options ?? []), element, def?.innerType, def?.in].flatMap((inner) =>
    inner === undefined ? [] : keysOf(inner),
  );
}
