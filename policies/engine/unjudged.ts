import { UnknownValueError } from "./value";

/** What one policy could not judge in a preview, because a value is known only after the update. */
export class Unjudged {
  private readonly paths = new Set<string>();
  private readonly urns = new Set<string>();
  private first: UnknownValueError | undefined;

  get isEmpty(): boolean {
    return this.first === undefined;
  }

  /** @param urn the resource, or "" for the stack as a whole */
  add(urn: string, error: UnknownValueError): void {
    this.first ??= error;
    this.paths.add(error.props.map(String).join("."));
    this.urns.add(urn);
  }

  /**
   * Throws what the SDK makes one advisory note of ("can't run policy … during preview"), with the number of resources, and starts anew.
   */
  report(): void {
    const { first } = this;
    if (first === undefined) {
      return;
    }
    const count = this.urns.size;
    const resources = this.urns.has("") ? "" : count === 1 ? " of 1 resource" : ` of ${count} resources`;
    const paths = [...this.paths].join(", .");
    this.first = undefined;
    this.paths.clear();
    this.urns.clear();
    throw new UnknownValueError(first.unknownTypeSentinel, [`${paths}${resources}`]);
  }
}
