// The real AWS provider of Terraform as a process of ours: it plans changes of states that never existed.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { credentials, loadPackageDefinition } from "@grpc/grpc-js";
import { loadSync } from "@grpc/proto-loader";
import { encode } from "@msgpack/msgpack";

const HERE = dirname(fileURLToPath(import.meta.url));

/** Without it the provider refuses to start: https://github.com/hashicorp/terraform/blob/main/internal/plugin/serve.go */
const COOKIE = "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2";

/** How long a call may take: a plan that wants to ask AWS gets no answer. */
const CALL_MS = 30_000;

/** How long the provider may take to start. */
const START_MS = 120_000;

/**
 * The provider's binary: that of AWS_PROVIDER_BINARY, else the newest below a mirror: TF_CLI_PLUGIN_MIRROR, the paths of Terraform's
 * own configuration or the folders where Terraform looks without one.
 *
 * @returns {string | undefined} its path; undefined where this machine has none
 * @see https://developer.hashicorp.com/terraform/cli/config/config-file#implied-local-mirror-directories
 */
export function findProvider(env = process.env) {
  if (env.AWS_PROVIDER_BINARY) return env.AWS_PROVIDER_BINARY;
  const roots = [
    env.TF_CLI_PLUGIN_MIRROR,
    env.TFCHECK_MIRROR,
    env.TF_PLUGIN_CACHE_DIR,
    ...mirrorsOf(env.TF_CLI_CONFIG_FILE ?? join(homedir(), ".terraformrc")),
    join(homedir(), ".terraform.d", "plugins"),
    join(homedir(), ".local", "share", "terraform", "plugins"),
    "/usr/local/share/terraform/plugins",
    "/usr/share/terraform/plugins",
  ];
  for (const root of roots) {
    const versions = join(root ?? "", "registry.terraform.io", "hashicorp", "aws");
    if (root === undefined || !existsSync(versions)) continue;
    const newest = readdirSync(versions)
      .filter((name) => /^\d+\.\d+\.\d+$/.test(name))
      .sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
    for (const version of newest) {
      const found = binaryIn(join(versions, version));
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** The folders of `filesystem_mirror` blocks in Terraform's configuration. */
function mirrorsOf(file) {
  if (!existsSync(file)) return [];
  return [...readFileSync(file, "utf8").matchAll(/filesystem_mirror\s*\{[^}]*?path\s*=\s*"([^"]+)"/g)].map(
    ([, path]) => path,
  );
}

function binaryIn(folder) {
  const platform = `${process.platform}_${process.arch === "x64" ? "amd64" : process.arch}`;
  const directory = join(folder, platform);
  if (!existsSync(directory)) return undefined;
  const name = readdirSync(directory).find((file) => file.startsWith("terraform-provider-aws"));
  return name === undefined ? undefined : join(directory, name);
}

/** Starts the provider with keys that open nothing; `close` ends it. */
export async function startProvider(binary) {
  const child = spawn(binary, [], {
    env: {
      ...process.env,
      TF_PLUGIN_MAGIC_COOKIE: COOKIE,
      PLUGIN_PROTOCOL_VERSIONS: "5",
      TF_LOG: "OFF",
      // The provider plans by itself; nothing may reach a network.
      AWS_EC2_METADATA_DISABLED: "true",
      HTTPS_PROXY: "http://127.0.0.1:9",
      HTTP_PROXY: "http://127.0.0.1:9",
    },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const address = await handshake(child);
  const definition = loadSync(join(HERE, "provider.proto"), {
    keepCase: true,
    longs: Number,
    defaults: true,
    oneofs: true,
  });
  const { Provider } = loadPackageDefinition(definition).tfplugin5;
  const client = new Provider(address, credentials.createInsecure(), {
    "grpc.max_receive_message_length": -1,
    "grpc.default_authority": "localhost",
  });
  const call = (method, request) =>
    new Promise((done, fail) => {
      client[method](request, { deadline: Date.now() + CALL_MS }, (error, response) =>
        error ? fail(error) : done(response),
      );
    });
  const { provider, resource_schemas: schemas } = await call("GetSchema", {});
  const configuration = {
    ...emptyBlock(provider.block),
    ...{ access_key: "none", secret_key: "none", region: "eu-west-1" },
    ...{ skip_credentials_validation: true, skip_metadata_api_check: "true" },
    ...{ skip_region_validation: true, skip_requesting_account_id: true, max_retries: 1 },
  };
  await call("Configure", { terraform_version: "1.9.0", config: packed(configuration) });
  return {
    version: /_v([\d.]+)/.exec(binary)?.[1] ?? "unknown",
    schemas,
    /** Plans `prior` → `wanted`; resolves to the paths that force a replacement and the faults. */
    plan: async (type, prior, wanted) => {
      const { requires_replace: paths, diagnostics } = await call("PlanResourceChange", {
        type_name: type,
        prior_state: packed(prior),
        proposed_new_state: packed({ ...wanted, ...kept(prior, wanted, schemas[type].block) }),
        config: packed(wanted),
      });
      return {
        paths: paths.map(({ steps }) => steps.flatMap(({ attribute_name: name }) => (name ? [name] : []))),
        faults: diagnostics.filter(({ severity }) => severity === 1).map(({ summary }) => summary),
      };
    },
    close: () => {
      client.close();
      child.kill("SIGKILL");
    },
  };
}

/** What a configuration leaves open and the provider has computed stays as it is. */
function kept(prior, wanted, block) {
  return Object.fromEntries(
    block.attributes
      .filter(({ name, computed }) => computed && wanted[name] === null)
      .map(({ name }) => [name, prior[name]]),
  );
}

function handshake(child) {
  return new Promise((done, fail) => {
    const timer = setTimeout(() => {
      child.kill("SIGKILL");
      fail(new Error("the provider does not start"));
    }, START_MS);
    let text = "";
    child.stdout.on("data", (chunk) => {
      text += String(chunk);
      const line = /^\d+\|5\|(unix|tcp)\|([^|]+)\|grpc/m.exec(text);
      if (line === null) return;
      clearTimeout(timer);
      done(line[1] === "unix" ? `unix:${line[2]}` : line[2]);
    });
    child.on("error", fail);
    child.on("exit", (code) => fail(new Error(`the provider ended with ${String(code)}`)));
  });
}

const packed = (value) => ({ msgpack: Buffer.from(encode(value)) });

/** A block in which nothing is set. */
export function emptyBlock(block) {
  return Object.fromEntries([
    ...block.attributes.map(({ name }) => [name, null]),
    ...block.block_types.map(({ type_name: name, nesting }) => [
      name,
      nesting === 2 || nesting === 3 ? [] : nesting === 4 ? {} : null,
    ]),
  ]);
}
