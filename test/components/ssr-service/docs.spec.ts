import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
  type NetworkConfig,
  networkConfigSchema,
  type Placement,
  placementFaults,
} from "../../../components/network";
import { ssrServiceConfigSchema } from "../../../components/ssr-service";
import { alarmSpecs } from "../../../components/ssr-service/alarms";
import { faultsOf, formatFault } from "../../../components/fields";

const page = (name: string) => readFileSync(join(__dirname, "../../../docs", name), "utf8");

interface Stack {
  readonly config: {
    readonly "web-infra:network"?: NetworkConfig;
    readonly "web-infra:services"?: Readonly<Record<string, Placement>>;
  };
}

const configurations = (name: string) =>
  [...page(name).matchAll(/^```yaml\n(.*?)^```/gms)].map(([, text = ""]) => parse(text) as Stack);

describe("documentation of services and network", () => {
  for (const name of ["ssr-service.md", "network.md"]) {
    const found = configurations(name);

    it(`${name} shows configurations`, () => assert.ok(found.length >= 2));

    found.forEach(({ config }, index) => {
      it(`${name} shows a configuration without fault (${index + 1})`, () => {
        const network = config["web-infra:network"] ?? {};
        assert.deepEqual(
          faultsOf(networkConfigSchema, network).map((fault) => formatFault(fault)),
          [],
        );
        for (const service of Object.values(config["web-infra:services"] ?? {})) {
          assert.deepEqual(
            faultsOf(ssrServiceConfigSchema, service).map((fault) => formatFault(fault)),
            [],
          );
          assert.deepEqual(placementFaults(network, service), []);
        }
      });
    });
  }

  it("ssr-service.md says of every alarm what it means and what to do", () => {
    const config = ssrServiceConfigSchema.parse({ domain: "app.example.com", healthCheckPath: "/health" });
    const subjects = { environmentName: "e", autoScalingGroupName: "g", loadBalancer: "l" };
    const roles = [...alarmSpecs(config, subjects).map(({ role }) => role), "unhealthy-hosts"];
    const rows = [...page("ssr-service.md").matchAll(/^\| `([a-z-]+)` +\|/gm)].map(([, role]) => role);
    assert.deepEqual(rows.sort(), roles.sort());
  });

  it("ssr-service.md quotes faults as they are", () => {
    const quoted = /^```\n(web-infra:services\.app.*?)\n```/ms.exec(page("ssr-service.md"))?.[1];
    const faulty = {
      domain: "app.example.com",
      healthCheckPath: "/health",
      scaling: { max: 1 },
      instanceTypes: ["t4g.small", "t3.small"],
      environment: { API_KEY: "x" },
    };
    const lines = faultsOf(ssrServiceConfigSchema, faulty).map((fault) =>
      formatFault(fault, `web-infra:services.app.`),
    );
    assert.equal(quoted, lines.join("\n"));
  });
});
