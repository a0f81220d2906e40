import { UsageError } from "../../offline/errors";
import { isRecord, type StackResource } from "./document";

/** The option settings of a Beanstalk environment, by namespace and name; later ones win, as in Beanstalk. */
export class Options {
  private readonly values = new Map<string, string>();

  constructor(private readonly environment: StackResource) {
    const settings = environment.inputs["settings"];
    for (const setting of Array.isArray(settings) ? settings.filter(isRecord) : []) {
      const { namespace, name, value } = setting;
      if (
        typeof namespace === "string" &&
        typeof name === "string" &&
        (typeof value === "string" || typeof value === "number")
      ) {
        this.values.set(`${namespace} ${name}`, String(value));
      }
    }
  }

  text(namespace: string, name: string): string | undefined;
  text(namespace: string, name: string, fallback: string): string;
  text(namespace: string, name: string, fallback?: string): string | undefined {
    return this.values.get(`${namespace} ${name}`) ?? fallback;
  }

  number(namespace: string, name: string, fallback: number): number {
    const text = this.values.get(`${namespace} ${name}`);
    if (text === undefined || text === "") return fallback;
    const value = Number(text);
    if (!Number.isFinite(value)) {
      throw new UsageError(`${this.environment.name}: ${namespace} ${name} must be a number, got "${text}"`);
    }
    return value;
  }

  /** Whether any option of the namespace is set. */
  has(namespace: string): boolean {
    return [...this.values.keys()].some((key) => key.startsWith(`${namespace} `));
  }
}
