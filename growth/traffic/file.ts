import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { gunzipSync } from "node:zlib";
import { unreadable, UsageError } from "../../offline/errors";
import { isLogLine, readAccessLog } from "./access-log";
import { readCsv } from "./csv";
import type { Curve } from "./curve";

/** A curve from a file, and the variability of the arrivals where the file tells it. */
export interface FileCurve extends Curve {
  readonly variability: number | undefined;
}

/** Reads a CSV or an access log, gzip or not; which of them it is, its content says. */
export function readCurveFile(path: string): FileCurve {
  const name = basename(path);
  const text = contentOf(path, name);
  if (text.trim() === "") throw new UsageError(`${name}: is empty`);
  if (text.slice(0, 65_536).includes("\0")) {
    throw new UsageError(
      `${name}: is no text: it must be a CSV with minute,requests, or an access log of a load balancer or nginx, gzip or not`,
    );
  }
  const begin = text.slice(0, 65_536).split("\n");
  if (begin.some(isLogLine)) {
    const log = readAccessLog(name, text.split("\n"));
    return {
      title: name,
      requests: log.requests,
      startMinute: log.startMinute,
      changeMinute: undefined,
      variability: log.variability,
    };
  }
  const heading = begin.find((line) => line.trim() !== "" && !line.startsWith("#")) ?? "";
  if (!/[,;\t]/.test(heading)) {
    throw new UsageError(
      `${name}: is neither a CSV with minute,requests nor an access log of a load balancer or nginx; its first line is "${heading.trim().slice(0, 60)}"`,
    );
  }
  const { requests, startMinute } = readCsv(name, text);
  return { title: name, requests, startMinute, changeMinute: undefined, variability: undefined };
}

function contentOf(path: string, name: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    throw new UsageError(
      `--curve ${path}: ${code === "ENOENT" ? "no such shape and no such file" : unreadable(error)}`,
    );
  }
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes.toString("utf8");
  try {
    return gunzipSync(bytes).toString("utf8");
  } catch {
    throw new UsageError(`${name}: looks like gzip and cannot be unpacked`);
  }
}
