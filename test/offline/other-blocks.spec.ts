/**
 * K2 of providers that the preview has no tables of: what they compute inside of a block that the program gives is read from the type
 * declarations of the SDK that the program has installed. Here: SDKs of the shapes that there are, and @pulumi/docker as it is published.
 */
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { configure } from "../../offline/packages";
import { plain, UNKNOWN, type PlainProperties } from "../../offline/provider/properties";
import { UNKNOWN_WIRE } from "../../offline/provider/wire";
import { Batch, stackOf, temporaryFolder } from "./support/preview";

/** A class's declarations: properties of the result and arguments, each `name: type`. */
const resource = (
  name: string,
  properties: string,
  args: string,
) => `import * as pulumi from "@pulumi/pulumi";
export declare class ${name} extends pulumi.CustomResource {
    /**
     * Blocks: see \`outputs.Other\`.
     */
    readonly ${properties};
}
export interface ${name}State {
    unread?: pulumi.Input<inputs.Nothing>;
}
export interface ${name}Args {
    ${args};
}
`;

const types = (text: string) => `import * as inputs from "../types/input";\n${text}\n`;

/** Namespaces of modules, and files named after classes: the shape of gcp, and of most SDKs. */
const BY_MODULE = {
  "compute/machine.d.ts": resource(
    "Machine",
    "bootDisk: pulumi.Output<outputs.compute.MachineBootDisk>;\n    readonly networkInterfaces: pulumi.Output<outputs.compute.MachineInterface[] | undefined>",
    "bootDisk: pulumi.Input<inputs.compute.MachineBootDisk>;\n    networkInterfaces?: pulumi.Input<pulumi.Input<inputs.compute.MachineInterface>[] | undefined>",
  ),
  "types/output.d.ts": types(`export declare namespace billing {
    interface MachineBootDisk {
        other: string;
    }
}
export declare namespace compute {
    interface MachineBootDisk {
        autoDelete?: boolean;
        /** The name. */
        deviceName: string;
        params: outputs.compute.MachineBootDiskParams;
        mode: string;
    }
    interface MachineBootDiskParams {
        image: string;
        labels?: {
            [key: string]: string;
        };
    }
    interface MachineInterface {
        address: string;
    }
}`),
  "types/input.d.ts": types(`export declare namespace compute {
    interface MachineBootDisk {
        autoDelete?: pulumi.Input<boolean>;
        deviceName?: pulumi.Input<string>;
        params?: pulumi.Input<inputs.compute.MachineBootDiskParams>;
        mode: pulumi.Input<string>;
    }
    interface MachineBootDiskParams {
        image?: pulumi.Input<string>;
        labels?: pulumi.Input<{
            [key: string]: pulumi.Input<string>;
        }>;
    }
    interface MachineInterface {
        network?: pulumi.Input<string>;
    }
}`),
};

/** No modules: the shape of digitalocean and cloudflare. */
const FLAT = {
  "cluster.d.ts": resource(
    "Cluster",
    "nodePool: pulumi.Output<outputs.ClusterPool>;\n    readonly either: pulumi.Output<outputs.ClusterPool | outputs.ClusterNode>",
    "nodePool: pulumi.Input<inputs.ClusterPool>;\n    either?: pulumi.Input<inputs.ClusterPool | inputs.ClusterNode>",
  ),
  "types/output.d.ts": types(`export interface ClusterPool {
    id: string;
    nodes: outputs.ClusterNode[];
    size: string;
}
export interface ClusterNode {
    status: string;
}`),
  "types/input.d.ts": types(`export interface ClusterPool {
    nodes?: pulumi.Input<pulumi.Input<inputs.ClusterNode>[]>;
    size: pulumi.Input<string>;
}
export interface ClusterNode {
    status?: pulumi.Input<string>;
}`),
};

/** Versions inside of modules, and other names for results: the shape of azure-native. */
const VERSIONED = {
  "network/v2023/endpoint.d.ts": resource(
    "Endpoint",
    "links: pulumi.Output<outputs.network.v2023.LinkResponse[] | undefined>",
    "links?: pulumi.Input<pulumi.Input<inputs.network.v2023.LinkArgs>[]>",
  ),
  "types/output.d.ts": types(`export declare namespace network {
    interface LinkResponse {
        unversioned: string;
    }
    namespace v2023 {
        interface LinkResponse {
            name?: string;
            state: string;
        }
    }
}`),
  "types/input.d.ts": types(`export declare namespace network {
    namespace v2023 {
        interface LinkArgs {
            name?: pulumi.Input<string>;
        }
    }
}`),
};

/** A program's folder that has these SDKs installed. */
function folderWith(sdks: Readonly<Record<string, Readonly<Record<string, string>>>>): string {
  const folder = temporaryFolder();
  for (const [name, files] of Object.entries(sdks)) {
    for (const [file, text] of Object.entries({ ...files, "package.json": "{}" })) {
      const path = join(folder, "node_modules", ...name.split("/"), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  }
  return folder;
}

/** What the simulated provider of the type's package makes of a block, in a preview or an update. */
function make(folder: string, type: string, inputs: PlainProperties, preview = false): PlainProperties {
  const provider = configure(type.split(":")[0] ?? "", {}, folder);
  return provider.create({ type, name: "x", urn: "urn", properties: plain(inputs), preview }).properties
    .values;
}

describe("K2: what other providers compute inside of a block that the program gives", function () {
  this.timeout(60_000);
  const folder = folderWith({
    "@pulumi/gcp": BY_MODULE,
    "@pulumi/digitalocean": FLAT,
    "@pulumi/azure-native": VERSIONED,
    "@pulumi/kubernetes": VERSIONED,
    "@pulumiverse/scaleway": FLAT,
  });
  const here = join(__dirname, "..", "..");
  const machine = "gcp:compute/machine:Machine";
  const links = [{}, { name: "a" }];
  const cases: readonly (readonly [
    what: string,
    folder: string,
    type: string,
    inputs: PlainProperties,
    made: PlainProperties,
  ])[] = [
    [
      "members, those of blocks inside, and of each item of a list",
      folder,
      machine,
      { bootDisk: { mode: "rw", params: { labels: { a: "b" } } }, networkInterfaces: [{ network: "n" }] },
      {
        bootDisk: { mode: "rw", params: { image: UNKNOWN, labels: { a: "b" } }, deviceName: UNKNOWN },
        networkInterfaces: [{ network: "n", address: UNKNOWN }],
      },
    ],
    [
      "nothing that the program gives",
      folder,
      machine,
      { bootDisk: { mode: "rw", params: { image: "i" }, deviceName: "d" } },
      { bootDisk: { mode: "rw", params: { image: "i" }, deviceName: "d" } },
    ],
    [
      "no member that the result may lack",
      folder,
      machine,
      { bootDisk: UNKNOWN, networkInterfaces: [] },
      { bootDisk: UNKNOWN, networkInterfaces: [] },
    ],
    [
      "a package without modules",
      folder,
      "digitalocean:index/cluster:Cluster",
      { nodePool: { size: "s", nodes: [{}] } },
      { nodePool: { size: "s", nodes: [{ status: UNKNOWN }], id: UNKNOWN } },
    ],
    [
      "a package of another scope",
      folder,
      "scaleway:index/cluster:Cluster",
      { nodePool: { size: "s", nodes: [] } },
      { nodePool: { size: "s", nodes: [], id: UNKNOWN } },
    ],
    [
      "nothing where it may be one of several blocks",
      folder,
      "digitalocean:index/cluster:Cluster",
      { either: { size: "s" } },
      { either: { size: "s" } },
    ],
    [
      "everything that is not given, of azure-native",
      folder,
      "azure-native:network/v2023:Endpoint",
      { links },
      {
        links: [
          { name: UNKNOWN, state: UNKNOWN },
          { name: "a", state: UNKNOWN },
        ],
      },
    ],
    ["nothing of kubernetes", folder, "kubernetes:network/v2023:Endpoint", { links }, { links }],
    [
      "@pulumi/docker as it is published",
      here,
      "docker:index/service:Service",
      { endpointSpec: { ports: [{ targetPort: 80 }] } },
      { endpointSpec: { ports: [{ targetPort: 80, publishedPort: UNKNOWN }], mode: UNKNOWN } },
    ],
    [
      "nothing of a type that the SDK has not",
      here,
      "docker:index/other:Other",
      { endpointSpec: {} },
      { endpointSpec: {} },
    ],
    [
      "nothing where there is no SDK",
      temporaryFolder(),
      machine,
      { bootDisk: { mode: "rw" } },
      { bootDisk: { mode: "rw" } },
    ],
  ];
  for (const [what, where, type, inputs, made] of cases) {
    it(`K2: is unknown, not missing: ${what}`, () => {
      assert.deepEqual(make(where, type, inputs), made);
      assert.deepEqual(make(where, type, inputs, true), made);
    });
  }

  const batch = new Batch();
  const previewed = folderWith({ "@pulumi/gcp": BY_MODULE });
  writeFileSync(join(previewed, "Pulumi.yaml"), "name: other\nruntime: nodejs\n");
  writeFileSync(join(previewed, "package.json"), '{ "main": "index.js" }');
  writeFileSync(
    join(previewed, "index.js"),
    `const pulumi = require("@pulumi/pulumi");
class Machine extends pulumi.CustomResource {
  constructor() {
    super("${machine}", "b", { bootDisk: { mode: "rw" } });
  }
}
const machine = new Machine();
exports.mode = machine.bootDisk.mode;
exports.length = machine.bootDisk.apply(({ deviceName }) => deviceName.length);
`,
  );
  const ended = batch.json(["--project", previewed, "--no-policies", "--stack", "dev"]);

  it("K2: a program that goes on with it is previewed to its end", async () => {
    const { document } = await ended();
    const stack = stackOf(document);
    assert.equal(stack.succeeded, true, JSON.stringify(stack.diagnostics));
    assert.deepEqual(stack.outputs, { mode: "rw", length: UNKNOWN_WIRE });
  });
});
