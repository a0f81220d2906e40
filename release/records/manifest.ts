/** What a release consists of: its files, and the objects that they have become. */
import {
  cacheRuleFor,
  mayServeOpenTabs,
  objectKey,
  type ReleaseSettings,
  type ReleaseStrategy,
} from "../../components/release-contract";
import {
  contentEncodingFor,
  contentTypeFor,
  type ContentTypes,
} from "../../components/release-contract/content-types";
import { omit } from "./omit";
import { pageAliases } from "./page-aliases";

/** A file as it lies on the disk. */
export interface BuildFile {
  readonly path: string;
  /** Absolute. */
  readonly source: string;
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
}

/** One file of a release and the object that it becomes. */
export interface ManifestFile {
  /** Path inside the build, with `/`. */
  readonly path: string;
  readonly key: string;
  readonly size: number;
  readonly sha256: string;
  readonly md5: string;
  readonly contentType: string;
  readonly cacheControl: string;
  /** Of a file that the build has compressed beforehand. */
  readonly contentEncoding?: string;
  /** 1 is uploaded first. */
  readonly order: number;
  /** Whether its name carries a hash: such a file never changes, and open tabs may still ask for it. */
  readonly hashed: boolean;
  /** It is no file of this build: it has been kept for open tabs through so many releases. */
  readonly carried?: number;
  /** Only `inPlace`: the release in whose archive the content is kept. */
  readonly archive?: string;
}

/** A release's file and where it lies on the disk. */
export interface LocalFile extends ManifestFile {
  readonly source: string;
}

export interface Manifest {
  readonly id: string;
  readonly release: ReleaseStrategy;
  readonly files: readonly ManifestFile[];
  /** Only a release that consists of differences: the release that has all other files. */
  readonly base?: string;
  /** What the edge function must know of such a release. */
  readonly delta?: string;
  /** Keys and values of the KeyValueStore that hold the build's redirects. */
  readonly redirects?: Readonly<Record<string, string>>;
  /** Those that hold its pages for missing files. */
  readonly notFound?: Readonly<Record<string, string>>;
}

/** Keys of the site that say what its files are. */
export interface FileTypes extends Pick<ReleaseSettings, "mode" | "probe"> {
  /** Content types by the end of a name (`.usdz`) or by path (`/feed`). */
  readonly contentTypes?: ContentTypes | undefined;
}

/** The files of a build, each with the object that it becomes. */
export function filesOf(
  id: string,
  release: ReleaseStrategy,
  files: readonly BuildFile[],
  types: FileTypes = {},
): LocalFile[] {
  const fileOf = ({ path, ...rest }: BuildFile, as = path): LocalFile => {
    const rule = cacheRuleFor(path, release);
    const contentEncoding = contentEncodingFor(path);
    return {
      ...rest,
      path: as,
      key: objectKey(as, release, id),
      contentType: contentTypeFor(path, types.contentTypes),
      ...(contentEncoding === undefined ? {} : { contentEncoding }),
      cacheControl: rule.cacheControl,
      order: rule.uploadOrder,
      hashed: rule.name === "hashed",
    };
  };
  const isStatic = (types.mode ?? types.probe?.mode) === "static";
  return [
    ...files.map((file) => fileOf(file)),
    ...(isStatic ? pageAliases(files, release) : []).map(({ path, page }) => fileOf(page, path)),
  ];
}

/** Whether a tab of a former release may still ask for it; a page that is gone must go, whatever its name. */
export function isKeptForTabs({ path, contentType }: ManifestFile): boolean {
  return mayServeOpenTabs(path) && !contentType.startsWith("text/html");
}

/** A file without what only this machine knows. */
export function withoutSource(file: LocalFile): ManifestFile {
  return omit(file, "source");
}

/** Whether two files are the same object but for its key: same content, same headers. */
export function isEqual(a: ManifestFile, b: ManifestFile): boolean {
  return (
    a.sha256 === b.sha256 &&
    a.cacheControl === b.cacheControl &&
    a.contentType === b.contentType &&
    a.contentEncoding === b.contentEncoding
  );
}
