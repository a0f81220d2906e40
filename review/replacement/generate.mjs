// Writes table.json: which properties of which resources AWS can only change by replacing the resource. The answer is the real AWS
// provider's, which plans a change of each attribute of each type, one at a time:
//
//   node review/replacement/generate.mjs [TYPE TOKEN…]
//
// What a change of several attributes at once decides (CustomizeDiff in the provider) is outside of such a table.
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { MODULES } from "./modules.mjs";
import { emptyBlock, findProvider, startProvider } from "./provider.mjs";
import { terraformTypes, propertyOf } from "./names.mjs";

const ROOT = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const TABLE = join(ROOT, "review", "replacement", "table.json");

/** Plans that are on their way at a time. */
const AT_A_TIME = 2;

/** Deepest block that is tried. */
const MOST_DEPTH = 2;

/** Attributes of a type that are tried, the outermost first: a web ACL has more than ten thousand. */
const MOST_ATTRIBUTES = 150;

/** Two values of a type, which `which` chooses. */
function sample(type, which, name) {
  if (type === "string") {
    if (/polic|json|document|definition|pattern$/.test(name))
      return `{"Version":"2012-10-17","Id":"${which}"}`;
    if (/arn$/.test(name)) return `arn:aws:iam::123456789012:role/${which}`;
    if (/cidr/.test(name)) return which === "a" ? "10.0.0.0/16" : "10.1.0.0/16";
    return `${which}${which}${which}`;
  }
  if (type === "number") return which === "a" ? 1 : 2;
  if (type === "bool") return which === "b";
  const [kind, element] = type;
  if (kind === "map") return { key: sample(element, which, name) };
  if (kind === "object")
    return Object.fromEntries(Object.entries(element).map(([key, each]) => [key, sample(each, which, key)]));
  if (kind === "list" || kind === "set") return [sample(element, which, name)];
  return null;
}

const typeOf = (attribute) => JSON.parse(String(attribute.type));
const configurable = ({ required, optional, name }) => (required || optional) && name !== "id";

/** A block with what must be set. */
function least(block) {
  const value = emptyBlock(block);
  for (const attribute of block.attributes)
    if (attribute.required) value[attribute.name] = sample(typeOf(attribute), "a", attribute.name);
  for (const nested of block.block_types)
    if (nested.min_items > 0) value[nested.type_name] = wrapped(nested, least(nested.block));
  return value;
}

const wrapped = ({ nesting }, value) =>
  nesting === 2 || nesting === 3 ? [value] : nesting === 4 ? { key: value } : value;

/** Every attribute of a block and its blocks, as a function that gives a block in which it has one of two values. */
function* attributesOf(block, path = [], depth = 0) {
  for (const attribute of block.attributes) {
    if (!configurable(attribute) || attribute.write_only) continue;
    yield {
      path: [...path, attribute.name],
      build: (which) => ({
        ...least(block),
        [attribute.name]: sample(typeOf(attribute), which, attribute.name),
      }),
    };
  }
  if (depth >= MOST_DEPTH) return;
  for (const nested of block.block_types) {
    if (nested.type_name === "timeouts") continue;
    // The block itself, there and not there.
    yield {
      path: [...path, nested.type_name],
      whole: true,
      build: (which) => ({
        ...least(block),
        [nested.type_name]:
          which === "a" ? emptyBlock(block)[nested.type_name] : wrapped(nested, least(nested.block)),
      }),
    };
    for (const inner of attributesOf(nested.block, [...path, nested.type_name], depth + 1))
      yield {
        ...inner,
        build: (which) => ({ ...least(block), [nested.type_name]: wrapped(nested, inner.build(which)) }),
      };
  }
}

/** Attributes of a type that is large. */
const LARGE = 1000;

/** A type that takes longer is named. */
const SLOW_MS = 20_000;

/** gRPC's code for a call that took too long. */
const DEADLINE_EXCEEDED = 4;

/** How often a plan is tried: a plan beside it may have ended the provider. */
const TRIES = 4;

/** The provider, started again where a plan has ended it. */
class Restarted {
  starts = 0;
  #current;

  constructor(binary) {
    this.binary = binary;
  }

  get provider() {
    if (this.#current === undefined) {
      this.starts += 1;
      this.#current = startProvider(this.binary);
    }
    return this.#current;
  }

  async plan(type, prior, wanted) {
    for (let tried = 1; ; tried += 1) {
      const running = this.provider;
      const { plan, close } = await running;
      try {
        return await plan(type, prior, wanted);
      } catch (error) {
        if (tried === TRIES || error.code === DEADLINE_EXCEEDED)
          return { paths: [], faults: [String(error)] };
        if (this.#current === running) this.#current = undefined;
        close();
      }
    }
  }

  async close() {
    (await this.#current)?.close();
  }
}

/** What a type wants beside an attribute, so that the provider plans at all. */
const SURROUNDINGS = {
  aws_dynamodb_table: (value) => {
    value.billing_mode ??= "PAY_PER_REQUEST";
    value.hash_key ??= "id";
    const indexes = [...value.global_secondary_index, ...value.local_secondary_index];
    const keys = [value, ...indexes].flatMap((each) => [each.hash_key, each.range_key]);
    value.attribute = [...new Set(keys)].filter((name) => name).map((name) => ({ name, type: "S" }));
  },
  aws_kinesis_stream: (value) => {
    value.shard_count ??= 1;
  },
  aws_lambda_function: (value) => {
    value.handler ??= "index.handler";
    value.runtime ??= "nodejs22.x";
    if (!value.image_uri && !value.s3_bucket) value.filename ??= "code.zip";
  },
  aws_lb_target_group: (value) => {
    value.port ??= 80;
    value.protocol ??= "HTTP";
    value.vpc_id ??= "vpc-1";
  },
  aws_cloudwatch_metric_alarm: (value) => {
    value.statistic ??= "Average";
  },
  aws_rds_cluster: (value) => {
    value.engine ??= "aurora-mysql";
  },
  aws_db_instance: (value) => {
    value.engine ??= "mysql";
  },
};

async function propertiesOf(provider, { block }, type) {
  const forced = [];
  const undecided = [];
  const all = [...attributesOf(block)].sort((a, b) => a.path.length - b.path.length);
  // A plan of so large a type takes seconds: its outermost attributes decide.
  const tried = all.length > LARGE ? all.filter(({ path }) => path.length === 1) : all;
  for (const { path, build, whole } of tried.slice(0, MOST_ATTRIBUTES)) {
    const [prior, wanted] = [build("a"), build("b")];
    for (const value of [prior, wanted]) SURROUNDINGS[type]?.(value);
    for (const { name, computed } of block.attributes) if (name === "id" && computed) prior.id = "id-1";
    const { paths, faults } = await provider.plan(type, prior, wanted);
    if (paths.some((found) => found[0] === path[0])) forced.push(path);
    else if (faults.length > 0 && !whole) undecided.push(`${path.join(".")}: ${faults[0]}`);
  }
  // A block that forces by itself says nothing more by its parts.
  const shortest = forced.filter(
    (path) =>
      !forced.some((other) => other.length < path.length && other.every((name, at) => name === path[at])),
  );
  return { paths: shortest, undecided };
}

const lists = (types) =>
  Object.fromEntries(
    Object.entries(types).map(([token, paths]) => [token, paths.split(" ").filter(Boolean)]),
  );

const binary = findProvider();
if (binary === undefined) {
  process.stderr.write(
    "error: this machine has no AWS provider of Terraform; name its binary with AWS_PROVIDER_BINARY, or a mirror with TF_CLI_PLUGIN_MIRROR\n",
  );
  process.exit(2);
}
const provider = new Restarted(binary);
try {
  const packageDirectory = join(ROOT, "node_modules", "@pulumi", "aws");
  const { schemas, version } = await provider.provider;
  const types = terraformTypes(
    packageDirectory,
    MODULES,
    Object.fromEntries(Object.entries(schemas).map(([type, { block }]) => [type, block])),
  );
  const only = process.argv.slice(2);
  const tokens = Object.keys(types)
    .filter((token) => only.length === 0 || only.includes(token))
    .sort();
  // The types that the command line names are made anew, one after the other; the others stay.
  const table = only.length === 0 ? {} : lists(JSON.parse(readFileSync(TABLE, "utf8")).types);
  const undecided = {};
  let next = 0;
  const worker = async () => {
    while (next < tokens.length) {
      const token = tokens[next++];
      const { terraform, inputs } = types[token];
      const began = Date.now();
      const found = await propertiesOf(provider, schemas[terraform], terraform);
      table[token] = [...new Set(found.paths.map((path) => propertyOf(path, inputs)))].sort();
      if (Date.now() - began > SLOW_MS)
        process.stderr.write(`${token}: ${Math.round((Date.now() - began) / 1000)} s\n`);
      if (found.undecided.length > 0) undecided[token] = found.undecided;
    }
  };
  await Promise.all(Array.from({ length: only.length === 0 ? AT_A_TIME : 1 }, worker));
  const document = {
    provider: version,
    pulumi: JSON.parse(readFileSync(join(packageDirectory, "package.json"), "utf8")).version,
    date: new Date().toISOString().slice(0, 10),
    types: Object.fromEntries(
      Object.keys(table)
        .sort()
        .map((token) => [token, table[token].join(" ")]),
    ),
  };
  writeFileSync(
    TABLE,
    await format(JSON.stringify(document), { ...(await resolveConfig(TABLE)), filepath: TABLE }),
  );
  process.stdout.write(
    `${tokens.length} types; starts of the provider: ${provider.starts}; attributes whose plan the provider refused: ${Object.values(undecided).reduce((sum, count) => sum + count.length, 0)}\n`,
  );
  if (process.env.REVIEW_SHOW_UNDECIDED) process.stdout.write(`${JSON.stringify(undecided, null, 1)}\n`);
} finally {
  await provider.close();
}
