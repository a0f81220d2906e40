/** The keys of a site's KeyValueStore that say which release visitors get. */
import {
  ACTIVE_RELEASE_KEY,
  DELTA_KEY_PREFIX,
  formatActive,
  NO_RELEASE,
  notFoundKeysOf,
  parseActive,
  PREVIEW_KEY_PREFIX,
  redirectKeysOf,
} from "../../components/release-contract";
import type { KeyValueStore } from "../aws/key-value-store";
import type { Manifest } from "../records/manifest";

/** Keys and values of a store. @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-keyvaluestores */
const MAX_STORE_BYTES = 5 * 1024 * 1024;

function sizeOf(entries: readonly (readonly [key: string, value: string])[]): number {
  return entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
}

export class ActiveRelease {
  constructor(private readonly store: KeyValueStore) {}

  /** The key's value as it stands there. */
  async read(): Promise<string> {
    const value = await this.store.get(ACTIVE_RELEASE_KEY);
    if (value === undefined) {
      throw new Error(
        `the KeyValueStore has no key "${ACTIVE_RELEASE_KEY}": update the stack (pulumi up), which makes it`,
      );
    }
    return value;
  }

  /** The release that visitors get; undefined before the first. */
  async live(): Promise<string | undefined> {
    return parseActive(await this.read()).id;
  }

  /** Every release that a visitor can get: the active one, a canary, and those of previews. */
  async shown(): Promise<ReadonlySet<string>> {
    const ids = [...(await this.store.list())].flatMap(([key, value]) => {
      if (key === ACTIVE_RELEASE_KEY) {
        const { id, canary } = parseActive(value);
        return [id, canary?.id];
      }
      return key.startsWith(PREVIEW_KEY_PREFIX) ? [value] : [];
    });
    return new Set(ids.filter((id) => id !== undefined));
  }

  /** Switches to a release, unless the key no longer holds `before`. */
  async switch(before: string, id: string): Promise<void> {
    await this.store.replace(ACTIVE_RELEASE_KEY, before, formatActive({ id }));
  }

  /** Takes a switch to `id` back; where another program has switched since, nothing. */
  async switchBack(id: string, before: string): Promise<"back" | "was not switched" | "switched elsewhere"> {
    const now = await this.read();
    if (now === before) {
      return "was not switched";
    }
    if (now !== formatActive({ id })) {
      return "switched elsewhere";
    }
    await this.store.replace(ACTIVE_RELEASE_KEY, now, before);
    return "back";
  }

  /** Writes what the edge must know of a release: what differs from another one, and its tables. */
  async describe({ id, delta, redirects, notFound }: Manifest): Promise<void> {
    if (delta !== undefined) {
      const key = DELTA_KEY_PREFIX + id;
      const before = await this.store.get(key);
      if (before !== delta) {
        await this.store.replace(key, before, delta);
      }
    }
    const entries = Object.entries({ ...redirects, ...notFound });
    if (entries.length > 0) {
      const all = await this.store.list();
      const after = sizeOf([...new Map([...all, ...entries])]);
      if (after > MAX_STORE_BYTES) {
        throw new Error(
          `the key value store would have ${after} bytes, and may have ${MAX_STORE_BYTES}: bring fewer redirects, or keep fewer releases (retention)`,
        );
      }
      await this.store.update(new Map(entries.filter(([key, value]) => all.get(key) !== value)), []);
    }
  }

  /** Removes what the edge knew of releases that are gone. */
  async forget(gone: readonly string[], kept: readonly string[]): Promise<void> {
    if (gone.length === 0) {
      return;
    }
    const keys = [...(await this.store.list()).keys()];
    const deltas = new Set(gone.map((id) => DELTA_KEY_PREFIX + id));
    const tablesOf = (ids: readonly string[]) =>
      ids.flatMap((id) => [redirectKeysOf(id), notFoundKeysOf(id)]).filter((prefix) => prefix !== undefined);
    const needed = new Set(tablesOf(kept));
    const tables = tablesOf(gone).filter((prefix) => !needed.has(prefix));
    await this.store.update(
      new Map(),
      keys.filter((key) => deltas.has(key) || tables.some((prefix) => key.startsWith(prefix))),
    );
  }

  /** Shows a release under the preview's host. */
  async showPreview(name: string, id: string): Promise<void> {
    const key = PREVIEW_KEY_PREFIX + name;
    await this.store.replace(key, await this.store.get(key), id);
  }

  /** @param id only where the preview shows this release */
  async removePreview(name: string, id?: string): Promise<void> {
    const key = PREVIEW_KEY_PREFIX + name;
    const before = await this.store.get(key);
    if (before !== undefined && (id === undefined || before === id)) {
      await this.store.remove(key, before);
    }
  }

  static readonly NONE = NO_RELEASE;
}
