import * as sdk from "@pulumi/policy";

/** The SDK's error for a value that only the cloud can know; its package exports the class without its type. */
export interface UnknownValueError extends Error {
  readonly unknownTypeSentinel: string;
  readonly props: readonly PropertyKey[];
}
export const UnknownValueError = sdk.UnknownValueError as new (
  sentinel: string,
  props: readonly PropertyKey[],
) => UnknownValueError;

/** Pulumi's mark of a text that is not known. */
export const UNKNOWN_TEXT = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** A value that another resource decides, which is judged by itself: a demand that needs it is dropped, not left open. */
export class DecidedElsewhere extends UnknownValueError {
  constructor(path: string) {
    super(UNKNOWN_TEXT, [path]);
  }
}

/**
 * A property of a resource, read without assuming anything: it may be absent, unknown until the update, a string where
 * a number is meant, one value where a list is meant. Reading an unknown value throws the SDK's UnknownValueError, so a
 * demand that needs it is undetermined while all others are still judged.
 */
export class Value {
  private constructor(
    private readonly content: unknown,
    readonly path: string,
    private readonly unknownBy: UnknownValueError | undefined,
    /** Whether something around it is not known, so that it cannot be said whether it is there at all. */
    private readonly perhaps: boolean,
  ) {}

  static of(content: unknown, path = ""): Value {
    return new Value(content, path, undefined, false);
  }

  /** A value of which it is not even known whether it is there, because of `error`. */
  static perhaps(error: UnknownValueError, path: string): Value {
    return new Value(undefined, path, error, true);
  }

  /** The value under these keys; absent where there is none, unknown where it or a parent is unknown. */
  at(...keys: readonly (string | number)[]): Value {
    return keys.reduce<Value>((value, key) => value.child(key), this);
  }

  private child(key: string | number): Value {
    const path = this.path === "" ? String(key) : `${this.path}.${key}`;
    if (this.unknownBy !== undefined) {
      return Value.perhaps(this.unknownBy, path);
    }
    if (typeof this.content !== "object" || this.content === null) {
      return Value.of(undefined, path);
    }
    try {
      const content = (this.content as Record<string | number, unknown>)[key];
      return content === UNKNOWN_TEXT
        ? new Value(undefined, path, new UnknownValueError(UNKNOWN_TEXT, [path]), false)
        : Value.of(content, path);
    } catch (error) {
      if (error instanceof UnknownValueError) {
        return new Value(undefined, path, error, false);
      }
      throw error;
    }
  }

  get unknown(): boolean {
    return this.unknownBy !== undefined;
  }

  /**
   * Nothing was given: no value, an empty text or an empty list. A value that is not known yet was given.
   *
   * @throws {UnknownValueError} where it is not known whether anything was given
   */
  get absent(): boolean {
    if (this.unknownBy !== undefined) {
      if (this.perhaps) {
        throw this.unknownBy;
      }
      return false;
    }
    return this.isEmpty();
  }

  /**
   * The same for what must not be given: a value that is not known yet may still turn out to be none.
   *
   * @throws {UnknownValueError} where the value is not known yet
   */
  get surelyAbsent(): boolean {
    return this.raw() === undefined || this.isEmpty();
  }

  private isEmpty(): boolean {
    const { content } = this;
    return (
      content === undefined ||
      content === null ||
      content === "" ||
      (Array.isArray(content) && content.length === 0)
    );
  }

  get present(): boolean {
    return !this.absent;
  }

  /** @throws {UnknownValueError} where the value is not known yet */
  raw(): unknown {
    if (this.unknownBy !== undefined) {
      throw this.unknownBy;
    }
    return this.content;
  }

  text(): string | undefined {
    const content = this.raw();
    return typeof content === "string" || typeof content === "number" || typeof content === "boolean"
      ? String(content)
      : undefined;
  }

  number(): number | undefined {
    const text = this.text()?.trim();
    const number = text === undefined || text === "" ? Number.NaN : Number(text);
    return Number.isNaN(number) ? undefined : number;
  }

  bool(): boolean | undefined {
    switch (this.text()?.toLowerCase()) {
      case "true":
        return true;
      case "false":
        return false;
      default:
        return undefined;
    }
  }

  /** The elements of a list; a single value counts as a list of one, an absent one as an empty list. */
  items(): Value[] {
    const content = this.raw();
    if (content === undefined || content === null) {
      return [];
    }
    // By index, since reading an element that is not known would throw.
    return Array.isArray(content)
      ? Array.from({ length: content.length }, (_, index) => this.at(index))
      : [this];
  }

  /** The same, but a value that is not known yet counts as a list of one such element. */
  elements(): Value[] {
    return this.unknown ? [this] : this.items();
  }

  entries(): [string, Value][] {
    const content = this.raw();
    return typeof content === "object" && content !== null
      ? Object.keys(content).map((key) => [key, this.at(key)])
      : [];
  }

  /** For a message; never used on what may be a secret. */
  shown(): string {
    if (this.unknown) {
      return "not known yet";
    }
    return this.content === undefined || this.content === null ? "not set" : JSON.stringify(this.content);
  }

  /** Whether the text is one of these, in any case. */
  isOneOf(...texts: readonly string[]): boolean {
    const text = this.text()?.toLowerCase();
    return text !== undefined && texts.some((each) => each.toLowerCase() === text);
  }
}
