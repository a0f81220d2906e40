/** Variables that a bundle itself brings to its process on an instance. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DROP_INS = "/usr/lib/systemd/system/web.service.d/";

/** What systemd reads from the files that Elastic Beanstalk writes by .ebextensions, for the Procfile's `web`. */
export function variablesOfBundle(current: string): Record<string, string> {
  const folder = join(current, ".ebextensions");
  const configs = existsSync(folder) ? readdirSync(folder).sort() : [];
  const dropIns = configs.flatMap((name) => {
    const { files = {} } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
      files?: Record<string, { content: string }>;
    };
    return Object.entries(files).filter(([path]) => path.startsWith(DROP_INS) && path.endsWith(".conf"));
  });
  const lines = dropIns.flatMap(([, { content }]) => content.split("\n"));
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name = "", value = ""] = /^Environment=(\w+)=(\S*)$/.exec(line) ?? [];
      return name === "" ? [] : [[name, value]];
    }),
  );
}
