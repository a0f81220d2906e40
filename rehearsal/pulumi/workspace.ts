import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { isMap, isScalar, parseDocument, visit } from "yaml";
import { stackFile, type Project } from "../../offline/project/project";
import { pluginPackages } from "../language-host/packages";
import { hostScript, type PulumiBinary } from "./binary";

/** What takes the place of an encrypted value: nothing here can decrypt the user's. */
const PLACEHOLDER = "rehearsal";

/** The folder in which a rehearsal keeps all it writes: state, the CLI's own files, copies of the stack files. */
export class Workspace {
  readonly directory = mkdtempSync(join(tmpdir(), "web-infra-rehearsal-"));
  private readonly files = join(this.directory, "stacks");
  readonly events = join(this.directory, "events");

  constructor(
    private readonly project: Project,
    readonly pulumi: PulumiBinary,
  ) {
    for (const folder of ["home", "state", "bin", "stacks", "events"])
      mkdirSync(join(this.directory, folder));
    writeFileSync(
      join(this.files, "Pulumi.yaml"),
      `name: ${JSON.stringify(project.name)}\nruntime: nodejs\n`,
    );
    if (!pulumi.hasNodeHost) {
      const host = join(this.directory, "bin", "pulumi-language-nodejs");
      writeFileSync(host, hostScript());
      chmodSync(host, 0o755);
    }
  }

  /** The copy of a stack's file; commands that would write to the user's get it by `--config-file`. */
  configFile(stack: string): string {
    return join(this.files, `Pulumi.${stack}.yaml`);
  }

  /** Folder whose Pulumi.yaml is the project's name alone: where stacks are made, so that only copies are written to. */
  get stacksDirectory(): string {
    return this.files;
  }

  /** Copies a stack's file without what belongs to another backend; returns the paths of values that are encrypted in it. */
  copyStackFile(stack: string): string[][] {
    const path = stackFile(this.project, stack);
    const document = parseDocument(path === undefined ? "" : readFileSync(path, "utf8"));
    for (const key of ["encryptionsalt", "encryptedkey", "secretsprovider", "environment"]) {
      if (isMap(document.contents)) document.delete(key);
    }
    const encrypted: string[][] = [];
    visit(document, {
      Map(_, node, ancestors) {
        const [pair] = node.items;
        if (node.items.length !== 1 || !isScalar(pair?.key) || pair.key.value !== "secure") return undefined;
        const keys = ancestors.flatMap((parent) =>
          "key" in parent && isScalar(parent.key) ? [String(parent.key.value)] : [],
        );
        encrypted.push(keys.slice(1));
        return document.createNode(PLACEHOLDER);
      },
    });
    writeFileSync(this.configFile(stack), document.toString());
    return encrypted;
  }

  /**
   * Lets the CLI find the plugins that a component package (PulumiPlugin.yaml) may need, which it would download before it reads the
   * package's schema: none of them is ever started, since the simulated provider is attached in their place.
   */
  pretendInstalled(packageDirectory: string): void {
    for (const { name, version } of pluginPackages(packageDirectory)) {
      const folder = join(this.directory, "home", "plugins", `resource-${name}-v${version}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `pulumi-resource-${name}`), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
    }
  }

  /** Environment of every command of the CLI: nothing of the user's is read or written, nothing is downloaded. */
  env(providers: Readonly<Record<string, number>>): NodeJS.ProcessEnv {
    const path = [join(this.directory, "bin"), dirname(this.pulumi.path), process.env["PATH"] ?? ""];
    const own = Object.entries(process.env).filter(([name]) => !name.startsWith("PULUMI_"));
    return {
      ...Object.fromEntries(own),
      PATH: path.join(delimiter),
      PULUMI_HOME: join(this.directory, "home"),
      PULUMI_BACKEND_URL: `file://${join(this.directory, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "rehearsal",
      PULUMI_DEBUG_PROVIDERS: Object.entries(providers)
        .map(([name, port]) => `${name}:${port}`)
        .join(","),
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PULUMI_AUTOMATION_API_SKIP_VERSION_CHECK: "true",
      // Adds --event-log to the commands that change or preview a stack.
      PULUMI_DEBUG_COMMANDS: "true",
      NO_COLOR: "1",
    };
  }

  remove(): void {
    rmSync(this.directory, { recursive: true, force: true });
  }
}
