/** What the build hands over to the deployment. */
export interface BuildOutput {
  /** The folder, relative to the build's working directory. */
  readonly directory: string;
  /** Commands before the build itself, in the same shell. @default none */
  readonly preparation?: readonly string[];
  /** Commands after the build itself: they check or put together what is handed over. */
  readonly commands: readonly string[];
  /** Whether links stay links instead of becoming copies. */
  readonly keepsSymlinks: boolean;
}
