import { UNKNOWN } from "../provider/properties";
import { of } from "../simulation/entries";
import { madeUp } from "../simulation/made-up";
import type { Rule, Scope, Table } from "../simulation/rules";

const lengthOf = ({ get }: Scope): number => {
  const length = get("length");
  return typeof length === "number" ? length : 16;
};

/** As many characters as wanted, letters and digits: they satisfy what a name or password has to. */
const characters: Rule = (scope) =>
  scope.get("length") === UNKNOWN ? UNKNOWN : scope.text(`{mixed:${lengthOf(scope)}}`);

/** As many bytes as wanted, in one of their spellings. */
const randomId =
  (spell: (bytes: Buffer) => string): Rule =>
  ({ get, inputs, context }) => {
    const length = get("byteLength");
    if (typeof length !== "number" || inputs["prefix"] === UNKNOWN) {
      return UNKNOWN;
    }
    const bytes = Buffer.from(madeUp("hex", 2 * length, context.urn), "hex");
    return `${typeof inputs["prefix"] === "string" ? inputs["prefix"] : ""}${spell(bytes)}`;
  };

const integer: Rule = ({ get, context }) => {
  const [min, max] = [get("min"), get("max")];
  return typeof min === "number" && typeof max === "number"
    ? min + (Number.parseInt(madeUp("hex", 8, context.urn), 16) % (max - min + 1))
    : UNKNOWN;
};

const shuffled: Rule = ({ get, inputs }) => {
  const all = get("inputs");
  return Array.isArray(all)
    ? (all as unknown[]).slice(
        0,
        typeof inputs["resultCount"] === "number" ? inputs["resultCount"] : all.length,
      )
    : UNKNOWN;
};

/**
 * Providers that most programs use beside AWS. Random values are made up like ids; what a command prints or a key holds is
 * unknown until it exists.
 */
export const RESOURCES: Table = {
  "random:index/randomBytes:RandomBytes": of("{mixed:24}"),
  "random:index/randomId:RandomId": of(
    randomId((bytes) => bytes.toString("base64url")),
    {
      b64Std: randomId((bytes) => bytes.toString("base64")),
      b64Url: randomId((bytes) => bytes.toString("base64url")),
      dec: randomId((bytes) => BigInt(`0x0${bytes.toString("hex")}`).toString()),
      hex: randomId((bytes) => bytes.toString("hex")),
    },
  ),
  "random:index/randomInteger:RandomInteger": of("{result}", { result: integer }),
  "random:index/randomPassword:RandomPassword": of("none", { result: characters }),
  "random:index/randomPet:RandomPet": of(({ inputs, text }) =>
    text(`${inputs["prefix"] === undefined ? "" : "{prefix}-"}still-{lower:5}`),
  ),
  "random:index/randomShuffle:RandomShuffle": of("-", { results: shuffled }),
  "random:index/randomString:RandomString": of("{result}", { result: characters }),
  "random:index/randomUuid:RandomUuid": of("{result}", { result: "{uuid}" }),
  "command:local:Command": of("{hex:32}"),
  "command:remote:Command": of("{hex:32}"),
  "docker-build:index:Image": of("{digest}", { digest: "sha256:{hex:64}", ref: imageReference }),
  "time:index/sleep:Sleep": of("2026-01-01T00:00:00Z"),
  "time:index/static:Static": of("2026-01-01T00:00:00Z", { rfc3339: "{id}" }),
  "tls:index/certRequest:CertRequest": of("{hex:40}"),
  "tls:index/privateKey:PrivateKey": of("{hex:40}"),
  "tls:index/selfSignedCert:SelfSignedCert": of("{digits:38}"),
};

/** The first tag with the image's digest. */
function imageReference({ get, inputs }: Scope): unknown {
  const tags = inputs["tags"];
  const first: unknown = Array.isArray(tags) ? tags[0] : undefined;
  const digest = get("digest");
  return typeof first === "string" && typeof digest === "string" ? `${first}@${digest}` : digest;
}
