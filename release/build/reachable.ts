/** Files that are published but that visitors cannot have: no address leads to them, or CloudFront serves none so large. */
import { endsLikeFile } from "../../components/release-contract";
import type { Log } from "../log";
import { bytesText, plural } from "../log";
import type { BuildFile } from "../records/manifest";

export function warnOfUnreachable(files: readonly BuildFile[], log: Log): void {
  const hidden = files.filter(({ path }) => !path.startsWith(".well-known/") && !endsLikeFile(path));
  const [first] = hidden;
  if (first !== undefined) {
    log.warn(
      `${plural(hidden.length, "file")} cannot be requested, e.g. /${first.path}: a name without an ending of letters is taken for a page. Rename them, or name them under exclude`,
    );
  }
}

/**
 * The most of one answer.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-web-distributions
 */
const MAX_ANSWER_BYTES = 50 * 1024 ** 3;

/** Larger ones come by range requests alone, which no plain link makes. */
export function warnOfTooLarge(
  files: readonly Pick<BuildFile, "path" | "size">[],
  log: Pick<Log, "warn">,
): void {
  for (const { path, size } of files.filter((each) => each.size > MAX_ANSWER_BYTES)) {
    log.warn(
      `${path} has ${bytesText(size)}, and CloudFront answers with at most ${bytesText(MAX_ANSWER_BYTES)}: only requests for parts of it are answered. Split it`,
    );
  }
}
