import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { agentConfig, agentScript } from "../../../components/ssr-service/agent-config";
import { ssrServiceConfigSchema } from "../../../components/ssr-service";
import { faultsOf } from "../../../components/fields";
import { make } from "./service";

const SERVICE = { logFiles: [], agentMetrics: {}, logRetentionDays: 30 } as const;
const PARAMETER = "AmazonCloudWatch-app-1";

describe("The CloudWatch agent of a service", () => {
  const dimensions = {
    metrics_collection_interval: 60,
    append_dimensions: { EnvironmentName: "app-1" },
  };
  const ALWAYS = {
    mem: { measurement: ["mem_used_percent"], ...dimensions },
    disk: { measurement: ["used_percent"], resources: ["/"], drop_device: true, ...dimensions },
  };

  it("measures memory and disk by environment, and by nothing that a deployment changes", () => {
    assert.deepEqual(agentConfig("app-1", SERVICE), {
      agent: { omit_hostname: true },
      metrics: { namespace: "web-infra/SsrService", metrics_collected: ALWAYS },
    });
  });

  it("2.17 collects further log files and metrics", () => {
    const config = agentConfig("app-1", {
      logFiles: ["/var/app/current/logs/*.log", "/var/log/audit.log"],
      agentMetrics: { swap: ["swap_used_percent"], mem: ["mem_cached"], net: ["bytes_sent"] },
      logRetentionDays: 7,
    });
    assert.deepEqual(config.metrics.metrics_collected, {
      ...ALWAYS,
      mem: { ...ALWAYS.mem, measurement: ["mem_used_percent", "mem_cached"] },
      swap: { measurement: ["swap_used_percent"], ...dimensions },
      net: { measurement: ["bytes_sent"], resources: ["*"], ...dimensions },
    });
    const file = (path: string, group: string) => ({
      file_path: path,
      log_group_name: `/aws/elasticbeanstalk/app-1${group}`,
      log_stream_name: "{instance_id}",
      retention_in_days: 7,
    });
    assert.deepEqual(config.logs?.logs_collected.files.collect_list, [
      file("/var/app/current/logs/*.log", "/var/app/current/logs/_.log"),
      file("/var/log/audit.log", "/var/log/audit.log"),
    ]);
  });

  it("2.17 refuses log files and metrics that the agent does not take, each with its path", () => {
    const faults = (config: object) =>
      faultsOf(ssrServiceConfigSchema, {
        domain: "app.example.com",
        healthCheckPath: "/health",
        ...config,
      }).map(({ path, message }) => `${path.join(".")}: ${message}`);
    assert.deepEqual(
      faults({ logFiles: ["logs/app.log", "/var/../etc/shadow"], agentMetrics: { mem: ["Used %"] } }),
      [
        'logFiles.0: must be the absolute path of a file, with * where it may vary, e.g. "/var/app/current/logs/*.log", got "logs/app.log"',
        'logFiles.1: must be the absolute path of a file, with * where it may vary, e.g. "/var/app/current/logs/*.log", got "/var/../etc/shadow"',
        'agentMetrics.mem.0: must be a measurement of the CloudWatch agent, e.g. swap_used_percent, got "Used %"',
      ],
    );
    assert.match(faults({ agentMetrics: { memory: ["used"] } }).join(), /^agentMetrics\.?(memory)?: /);
    const long = Array.from({ length: 10 }, (_, index) => `/var/log/${"x".repeat(200)}${index}`);
    assert.match(faults({ logFiles: long }).join(), /^logFiles: must be fewer or shorter: .* 4096, got /);
    assert.deepEqual(faults({ logFiles: ["/var/app/current/logs/*.log"] }), []);
  });

  it("1.12 gets its configuration by a script that is given to each instance at its start", async () => {
    const { made } = await make({ logFiles: ["/var/log/audit.log"] });
    const parameter = made.only("aws:ssm/parameter:Parameter").inputs;
    const association = made.only("aws:ssm/association:Association").inputs;
    assert.equal(association["name"], "AWS-RunShellScript");
    assert.deepEqual(association["targets"], [
      { key: "tag:elasticbeanstalk:environment-name", values: ["app-node24"] },
    ]);
    assert.match(parameter["insecureValue"] as string, /audit\.log/);
    assert.deepEqual(association["parameters"], {
      commands: agentScript(parameter["name"] as string, parameter["insecureValue"] as string),
      executionTimeout: "1200",
    });
  });

  describe("its script", () => {
    let folder: string;
    let agent: string;

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "agent-"));
      agent = join(folder, "agent");
      mkdirSync(join(agent, "etc/amazon-cloudwatch-agent.d"), { recursive: true });
      mkdirSync(join(agent, "bin"));
      // What the agent's own command does with a configuration that it appends: it lies beside the others.
      program(
        join(agent, "bin/amazon-cloudwatch-agent-ctl"),
        `echo "$@" >> ${folder}/calls\n[ ! -e ${folder}/broken ] && echo web-infra/SsrService > ${agent}/etc/amazon-cloudwatch-agent.d/ssm_ours`,
      );
      // The application starts at the third look.
      program(
        join(folder, "systemctl"),
        `echo look >> ${folder}/looks; [ -e ${folder}/up ] || [ $(wc -l < ${folder}/looks) -ge 3 ]`,
      );
      program(join(folder, "sleep"), `echo "$@" >> ${folder}/sleeps`);
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    function program(path: string, text: string): void {
      writeFileSync(path, `#!/bin/sh\n${text}\n`);
      chmodSync(path, 0o755);
    }

    const run = (config = "one") =>
      spawnSync("sh", ["-c", agentScript(PARAMETER, config, agent)], {
        encoding: "utf8",
        env: { PATH: `${folder}:/usr/bin:/bin` },
      });
    const lines = (name: string) =>
      existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8").trimEnd().split("\n") : [];
    const CALL = `-a append-config -m ec2 -s -c ssm:${PARAMETER}`;

    it("1.12 waits until Beanstalk has started the application, and a minute longer, before it configures the agent", () => {
      assert.equal(run().status, 0);
      assert.deepEqual(lines("sleeps"), ["10", "10", "60"]);
      assert.deepEqual(lines("calls"), [CALL]);
    });

    it("1.12 leaves an agent alone that has the configuration already, so that no log stream is interrupted", () => {
      writeFileSync(join(folder, "up"), "");
      for (let half = 0; half < 3; half++) assert.equal(run().status, 0);
      assert.deepEqual(lines("calls"), [CALL]);
      assert.deepEqual(lines("sleeps"), [], "an application that runs is not waited for");
    });

    it("1.12 configures it again after Beanstalk has written over it, and where the configuration has changed", () => {
      writeFileSync(join(folder, "up"), "");
      run();
      rmSync(join(agent, "etc/amazon-cloudwatch-agent.d/ssm_ours"));
      run();
      run("two");
      run("two");
      assert.deepEqual(lines("calls"), [CALL, CALL, CALL]);
    });

    it("1.12 fails where the agent does, and tries again the next time", () => {
      writeFileSync(join(folder, "up"), "");
      writeFileSync(join(folder, "broken"), "");
      assert.equal(run().status, 1);
      rmSync(join(folder, "broken"));
      assert.equal(run().status, 0);
      assert.deepEqual(lines("calls"), [CALL, CALL]);
    });
  });
});
