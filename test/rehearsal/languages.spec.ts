/** The components from other languages, as examples/ has them, on the real engine: the same resources as from TypeScript. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { parse } from "yaml";
import type { PackageSpec } from "../../components/provider/spec";
import { readProject } from "../../offline/project/project";
import { serveProviders, type AttachedProviders } from "../../rehearsal/provider/server";
import { runCommand, type Ended } from "../../rehearsal/pulumi/command";
import { buildLanguageHosts } from "../../rehearsal/pulumi/hosts";
import { Workspace } from "../../rehearsal/pulumi/workspace";
import { rehearse } from "../../rehearsal/rehearse";
import { report } from "../../rehearsal/report";
import type { Difference } from "../../rehearsal/compare/differences";
import type { StepName } from "../../rehearsal/steps/step";
import { offlinePreviewOf } from "../../rehearsal/steps/offline-preview";
import { pulumi } from "./support/pulumi";

const ROOT = resolve(__dirname, "..", "..");
const PACKAGE = join(ROOT, "packages", "components");
const IN_TYPESCRIPT = join(__dirname, "programs", "components");

describe("The components as a package of every language", () => {
  const folder = mkdtempSync(join(tmpdir(), "web-infra-languages-"));
  const path = process.env["PATH"];
  let workspace: Workspace;
  let providers: AttachedProviders;

  before(async function () {
    this.timeout(0);
    process.env["PATH"] = [buildLanguageHosts(), path].join(delimiter);
    workspace = new Workspace(readProject(IN_TYPESCRIPT), pulumi());
    workspace.pretendInstalled(PACKAGE);
    providers = await serveProviders();
  });

  after(() => {
    providers.close();
    workspace.remove();
    process.env["PATH"] = path;
    rmSync(folder, { recursive: true, force: true });
  });

  it("give their schema to pulumi package get-schema", async () => {
    const { code, stdout, stderr } = await cli(ROOT, ["package", "get-schema", PACKAGE]);
    assert.equal(code, 0, stderr);
    const given = JSON.parse(stdout) as PackageSpec;
    const ours = JSON.parse(readFileSync(join(PACKAGE, "schema.json"), "utf8")) as PackageSpec;
    assert.deepEqual(Object.keys(given.resources).sort(), Object.keys(ours.resources).sort());
    assert.deepEqual(Object.keys(given.types).sort(), Object.keys(ours.types).sort());
  });

  it("preview, go up, change and are destroyed from YAML like from TypeScript", async () => {
    await rehearsed(copied("components-in-yaml"), "destroy");
  });

  it("report every fault from YAML in a line of its own, without a stack trace", async () => {
    const project = copied("components-in-yaml", "faults");
    edit(join(project, "Pulumi.yaml"), (text) =>
      text
        .replace("domain: www.example.com", "domain: -")
        .replace("zone: example.com", "versionRetentionDays: 0"),
    );
    saysEachFault(await previewed(project));
  });

  describe("in Python", () => {
    let project = "";

    before(async function () {
      this.timeout(0);
      project = copied("components-in-python");
      const sdks = join(project, "sdks");
      const { code, stdout, stderr } = await cli(project, [
        ...["package", "gen-sdk", PACKAGE, "--language", "python", "--out", sdks],
      ]);
      assert.equal(code, 0, stdout + stderr);
      // Where the example's requirements.txt has it.
      renameSync(join(sdks, "python"), join(sdks, "web-infra"));
      execFileSync("python3", ["-m", "venv", "venv"], { cwd: project });
      const pip = join(project, "venv", "bin", "pip");
      execFileSync(pip, ["install", "-q", "--disable-pip-version-check", "-r", "requirements.txt"], {
        cwd: project,
      });
    });

    it("have a class with the descriptions, the defaults and the unions of the arguments", () => {
      const made = join(project, "sdks", "web-infra", "pulumi_web_infra");
      const site = readFileSync(join(made, "static_site.py"), "utf8");
      assert.match(site, /Host under which visitors reach the site/);
      assert.match(site, /if mode is None:\s+mode = 'spa'/);
      assert.match(site, /waf: Optional\[Union\[_?builtins\.bool, 'StaticSiteWafArgs'\]\] = None/);
      assert.ok(existsSync(join(made, "_enums.py")));
    });

    it("preview and go up like from TypeScript", async () => {
      await rehearsed(project, "up");
    });

    it("report every fault in a line of its own, without a trace of the components", async () => {
      edit(join(project, "__main__.py"), (text) =>
        text.replace(
          'domain="www.example.com", zone="example.com"',
          'domain="-", zone="example.com", version_retention_days=0',
        ),
      );
      saysEachFault(await previewed(project));
    });
  });

  /** The two faults that were put into the site, a line each. */
  function saysEachFault({ code, stdout, stderr }: Ended): void {
    assert.notEqual(code, 0);
    const said = stdout + stderr;
    assert.match(said, /StaticSite "www": domain: /);
    assert.match(said, /StaticSite "www": versionRetentionDays: must be at least 1, got 0/);
    assert.doesNotMatch(said, /^\s+at .*:\d+:\d+/m, `a stack trace: ${said}`);
  }

  /** Takes a program through its life until a step, held against the offline preview of the same program in TypeScript. */
  async function rehearsed(project: string, until: StepName): Promise<void> {
    const { reports } = await rehearse({
      // The offline preview reads programs for Node.js only: of this one, only its place differs.
      project: {
        ...readProject(IN_TYPESCRIPT),
        ...{ root: project, programDirectory: project, stackDirectory: project },
      },
      stacks: ["dev"],
      pulumi: pulumi(),
      ...{ keep: false, until },
      componentPackages: [PACKAGE],
      offline: (stack) => offlinePreviewOf(IN_TYPESCRIPT, stack),
      onStep: () => undefined,
    });
    const [made] = reports;
    assert.ok(
      made && made.steps.at(-1)?.step === until && made.steps.every(({ failure }) => failure === undefined),
      report(reports),
    );
    const differences = made.steps.flatMap((step) => step.differences);
    // Which of the engine's own providers the children of awsx get hangs on the packages that the program's language names.
    const named = differences.filter(
      ({ path, engine, offline }) => path === "provider" && isDefault(engine) && isDefault(offline),
    );
    const listOf = ({ urn, path }: Difference) =>
      /^(?:dependencies|propertyDependencies)\./.test(path)
        ? `${urn} ${path.replace(/\.\d+$/, "")}`
        : undefined;
    const wrong = [...new Set(differences.map(listOf))].flatMap((where) =>
      where === undefined
        ? []
        : wronglyDependent(
            where,
            differences.filter((each) => listOf(each) === where),
          ),
    );
    const others = differences.filter((each) => !named.includes(each) && listOf(each) === undefined);
    assert.deepEqual([...others, ...wrong], [], report(reports));
  }

  /** An example with the package's own place in it. */
  function copied(example: string, name = example): string {
    const project = join(folder, name);
    cpSync(join(ROOT, "examples", example), project, { recursive: true });
    const { packages } = parse(readFileSync(join(project, "Pulumi.yaml"), "utf8")) as {
      packages: Record<string, string>;
    };
    const place = packages["web-infra"] ?? "";
    assert.equal(resolve(ROOT, "examples", example, place), PACKAGE);
    edit(join(project, "Pulumi.yaml"), (text) =>
      text.replace(`web-infra: ${place}`, `web-infra: ${PACKAGE}`),
    );
    return project;
  }

  async function previewed(project: string): Promise<Ended> {
    const made = await cli(project, ["stack", "init", "dev"]);
    assert.equal(made.code, 0, made.stderr);
    const ended = await cli(project, ["preview", "--stack", "dev"]);
    // Both languages' projects have one name, and the backend is one for all.
    await cli(project, ["stack", "rm", "dev", "--yes", "--preserve-config"]);
    return ended;
  }

  /** The CLI with a backend of its own, in a project's folder. */
  function cli(cwd: string, args: readonly string[]): Promise<Ended> {
    return runCommand({
      path: pulumi().path,
      args: [...args, "--non-interactive", "--color", "never"],
      cwd,
      env: workspace.env({ aws: providers.port, awsx: providers.port }),
    });
  }
});

const typeOf = (urn: unknown): string => String(urn).split("::")[2] ?? "";

/** A component, whose resources are not named one by one: of this package, or of awsx inside of it. */
const isComponent = (urn: unknown): boolean =>
  /(?:^|\$)(?:web-infra:index:\w+|awsx:ec2:Vpc)$/.test(typeOf(urn));

/** Whether a resource is a child of a component, by its type, which holds those of its parents. */
const isInside = (urn: unknown, component: unknown): boolean =>
  typeOf(urn).startsWith(`${typeOf(component)}$`);

/**
 * What an output depends on: of a component of another process on the component, in TypeScript on the resource inside of it. Lists are
 * sorted, so that one more moves all that come after.
 */
function wronglyDependent(where: string, list: readonly Difference[]): string[] {
  const engine = new Set(list.flatMap(({ engine: urn }) => (typeof urn === "string" ? [urn] : [])));
  const offline = new Set(list.flatMap(({ offline: urn }) => (typeof urn === "string" ? [urn] : [])));
  const more = [...engine].filter((urn) => !offline.has(urn));
  const missing = [...offline].filter((urn) => !engine.has(urn));
  return [
    ...more.filter((urn) => !isComponent(urn)).map((urn) => `${where}: also ${urn}`),
    ...missing
      .filter((urn) => !more.some((component) => isInside(urn, component)))
      .map((urn) => `${where}: not ${urn}`),
  ];
}

function isDefault(provider: unknown): boolean {
  return /^urn:pulumi:dev::shop::pulumi:providers:aws::default(?:_[\d_]+)?$/.test(String(provider));
}

function edit(file: string, change: (text: string) => string): void {
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  assert.notEqual(changed, text, file);
  writeFileSync(file, changed);
}
