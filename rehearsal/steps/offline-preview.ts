import type { OfflineStack } from "../compare/offline";
import { runCommand } from "../pulumi/command";
import { previewBundle } from "../pulumi/paths";

/** How the offline preview is run. */
export interface PreviewMode {
  /** Leaves unknown what AWS would assign. */
  readonly unknowns: boolean;
  /** Stack file to use in the place of the project's. */
  readonly configFile?: string;
  readonly policies: boolean;
}

/** Previews one stack offline. Rejects with what the preview says where it cannot start. */
export type OfflinePreview = (mode: PreviewMode) => Promise<OfflineStack>;

/** The offline preview of this project, in a process of its own. */
export function offlinePreviewOf(projectRoot: string, stack: string): OfflinePreview {
  return async ({ unknowns, configFile, policies }) => {
    const { stdout, stderr } = await runCommand({
      path: process.execPath,
      args: [
        ...[previewBundle, "--json", "--project", projectRoot, "--stack", stack],
        ...(unknowns ? ["--unknowns"] : []),
        ...(configFile === undefined ? [] : ["--config-file", configFile]),
        ...(policies ? [] : ["--no-policies"]),
      ],
      cwd: projectRoot,
      env: process.env,
    });
    const document = stdout.startsWith("{")
      ? (JSON.parse(stdout) as { readonly stacks: readonly OfflineStack[] })
      : undefined;
    const preview = document?.stacks[0];
    if (!preview) throw new Error(stderr.trim());
    return preview;
  };
}

/** What went wrong in a preview, for a message. */
export function errorsOf({ diagnostics }: OfflineStack): string {
  return diagnostics
    .filter(({ severity }) => severity === "error")
    .map(({ message }) => message)
    .join("\n");
}
