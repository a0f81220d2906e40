/** Cuts a stream of text into lines; `flush` gives the last one, which has no line break. */
export class Lines {
  private rest = "";

  constructor(private readonly onLine: (line: string) => void) {}

  readonly push = (text: string): void => {
    const lines = (this.rest + text).split(/\r?\n/);
    this.rest = lines.pop() ?? "";
    lines.forEach(this.onLine);
  };

  flush(): void {
    if (this.rest !== "") this.onLine(this.rest);
    this.rest = "";
  }
}
