/** Scalars as the Pulumi CLI 3.248 reads them from a stack's file: each value here is what its own reader made of the text. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readYamlFile } from "../../offline/project/yaml-file";
import { temporaryFolder } from "./support/preview";

const OCTAL = "is the number 245 to Pulumi: write it in quotes";

describe("YAML as the Pulumi CLI reads it", () => {
  const folder = temporaryFolder();
  const read = (text: string | Buffer) => {
    const path = join(folder, "Pulumi.dev.yaml");
    writeFileSync(path, text);
    const { value, warnings } = readYamlFile(path);
    return {
      value: (value as { a: unknown }).a,
      warnings: warnings.map((line) => line.replace(/^.*Pulumi\.dev\.yaml/, "")),
    };
  };

  for (const [text, value, warning] of [
    ["yes", "yes", undefined],
    ["no", "no", undefined],
    ["On", "On", undefined],
    ["True", true, undefined],
    ["~", null, undefined],
    ["0365", 245, `:1: 0365 ${OCTAL} ("0365") if it is a text, or write 245`],
    ["0o17", 15, undefined],
    ["0x1F", 31, undefined],
    [
      "0b11",
      3,
      ':1: 0b11 is the number 3 to Pulumi: write it in quotes ("0b11") if it is a text, or write 3',
    ],
    [
      "1_000",
      1000,
      ':1: 1_000 is the number 1000 to Pulumi: write it in quotes ("1_000") if it is a text, or write 1000',
    ],
    [
      "012345678901",
      12345678901,
      ':1: 012345678901 is the number 12345678901 to Pulumi: write it in quotes ("012345678901") if it is a text, or write 12345678901',
    ],
    ['"012345678901"', "012345678901", undefined],
    ["1e3", 1000, undefined],
    [".5", 0.5, undefined],
    ["1:30", "1:30", undefined],
    [
      "2026-01-31",
      "2026-01-31 00:00:00 +0000 UTC",
      ':1: 2026-01-31 is a date to Pulumi, and reaches the program as "2026-01-31 00:00:00 +0000 UTC": write it in quotes ("2026-01-31") if it is a text',
    ],
    [
      "2026-01-31T10:00:00Z",
      "2026-01-31 10:00:00 +0000 UTC",
      ':1: 2026-01-31T10:00:00Z is a date to Pulumi, and reaches the program as "2026-01-31 10:00:00 +0000 UTC": write it in quotes ("2026-01-31T10:00:00Z") if it is a text',
    ],
    ["'2026-01-31'", "2026-01-31", undefined],
    ["{ <<: { x: 1 }, y: 2 }", { x: 1, y: 2 }, undefined],
    [
      "!secret x",
      "x",
      ":1: !secret means nothing to Pulumi, which reads on as if it were not there: remove it",
    ],
    ["{ domain:\u00a0www.example.com }", { "domain:\u00a0www.example.com": null }, undefined],
    [
      "domain:\u00a0www",
      "domain:\u00a0www",
      ":1: holds a no-break space (U+00A0), which YAML takes for a letter: type a blank in its place",
    ],
  ] as const) {
    it(`is ${JSON.stringify(value)} for ${text}`, () => {
      const result = read(`a: ${text}\n`);
      assert.deepEqual(result, { value, warnings: warning === undefined ? [] : [warning] });
    });
  }

  it("is the same with a byte order mark, the line ends of Windows, and in UTF-16", () => {
    for (const file of ["\ufeffa: x\n", "a: x\r\n", Buffer.from("\ufeffa: x\r\n", "utf16le")]) {
      assert.deepEqual(read(file), { value: "x", warnings: [] });
    }
  });
});
