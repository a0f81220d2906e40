/** The same wish has the same answer wherever it stands: each table is put to every place that takes such a value. */
import assert from "node:assert/strict";
import { ConfigError, parseConfig } from "../../config";
import { credentialIn } from "../../policies/aws/credentials";
import { Value } from "../../policies/engine/value";
import { healthPathFault, matcherFault } from "../../policies/rules/health-paths";

type Keys = Readonly<Record<string, unknown>>;

/** Whether a stack's file is taken, with the lines of its faults for a failed test. */
function answer(config: Keys): { readonly taken: boolean; readonly said: string } {
  const raw = Object.entries({ "web-infra:zone": "example.com", ...config }).map(([key, value]) => [
    key,
    typeof value === "string" ? value : JSON.stringify(value),
  ]);
  try {
    parseConfig(Object.fromEntries(raw) as Record<string, string>, "web-infra", () => false);
    return { taken: true, said: "" };
  } catch (error) {
    assert.ok(error instanceof ConfigError, String(error));
    return { taken: false, said: error.message };
  }
}

const pipeline = (more: Keys) => ({ repository: "team/web", branch: "main", ...more });
const site = (more: Keys) => answer({ "web-infra:sites": { www: { domain: "www.example.com", ...more } } });
const service = (more: Keys) =>
  answer({
    "web-infra:services": { app: { domain: "app.example.com", healthCheckPath: "/health", ...more } },
  });

type Place = (value: string) => { readonly taken: boolean; readonly said: string };

interface Wish {
  readonly wish: string;
  readonly places: Readonly<Record<string, Place>>;
  /** Values, and whether they are taken. */
  readonly values: Readonly<Record<string, boolean>>;
}

const SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db";

/** `NAME=value`, as a variable of a build or of a server; a pack sees it in the resource. */
const variable =
  (put: (variables: Keys) => ReturnType<Place>): Place =>
  (text) => {
    const [name = "", value = ""] = text.split(/=(.*)/s);
    return put({ [name]: value });
  };

const WISHES: readonly Wish[] = [
  {
    wish: "a variable in plain text",
    places: {
      "services.environment": variable((environment) => service({ environment })),
      "services.pipeline.build.environment": variable((environment) =>
        service({ pipeline: pipeline({ build: { environment } }) }),
      ),
      "sites.pipeline.build.environment": variable((environment) =>
        site({ pipeline: pipeline({ build: { environment } }) }),
      ),
      "the policy packs": variable((variables) => {
        const [name, value] = Object.entries(variables)[0] ?? [""];
        const said = credentialIn(name, Value.of(value)) ?? "";
        return { taken: said === "", said };
      }),
    },
    values: {
      "DB_PASS=hunter2": false,
      "DB_PWD=hunter2": false,
      "PGPASSWORD=hunter2": false,
      [`STORE=npm_${"a1B2".repeat(9)}`]: false,
      [`STORE=ATBB${"x1Y2".repeat(8)}`]: false,
      [`STORE=ATATT3${"x1Y2".repeat(8)}`]: false,
      "NUXT_PUBLIC_TOKEN=abc": true,
      "LOG_LEVEL=info": true,
    },
  },
  {
    wish: "a retention time of CloudWatch Logs",
    places: {
      "network.flowLogs.retentionDays": (days) =>
        answer({ "web-infra:network": { flowLogs: { retentionDays: Number(days) } } }),
      "sites.pipeline.logRetentionDays": (days) =>
        site({ pipeline: pipeline({ logRetentionDays: Number(days) }) }),
      "services.pipeline.logRetentionDays": (days) =>
        service({ pipeline: pipeline({ logRetentionDays: Number(days) }) }),
    },
    values: { 30: true, 1096: true, 2192: true, 3288: true, 31: false, 0: false },
  },
  {
    wish: "the ARN of a secret",
    places: {
      "services.secrets": (arn) => service({ secrets: { DB: arn } }),
      "services.pipeline.build.secrets": (arn) =>
        service({ pipeline: pipeline({ build: { secrets: { DB: arn } } }) }),
      "sites.pipeline.build.secrets": (arn) =>
        site({ pipeline: pipeline({ build: { secrets: { DB: arn } } }) }),
    },
    values: {
      [SECRET]: true,
      [`${SECRET}-a1B2c3`]: true,
      [`${SECRET}-a1B2c3:password`]: true,
      "arn:aws:s3:::db": false,
    },
  },
  {
    wish: "a health check path",
    places: {
      "services.healthCheckPath": (healthCheckPath) => service({ healthCheckPath }),
      "the policy packs": (path) => {
        const said = healthPathFault(path) ?? "";
        return { taken: said === "", said };
      },
    },
    values: {
      "/health": true,
      "/api/health?full=1": true,
      "/": false,
      "//": false,
      "/?a=1": false,
      health: false,
    },
  },
  {
    wish: "the id of a hosted zone",
    places: {
      zoneId: (zoneId) => answer({ "web-infra:zoneId": zoneId }),
      "sites.zoneId": (zoneId) => site({ zoneId }),
      "services.zoneId": (zoneId) => service({ zoneId }),
    },
    values: { Z0123456789ABCDEFGHIJ: true, Z12: false, zone: false },
  },
  {
    wish: "a host name in the zone",
    places: {
      "sites.domain": (domain) => site({ domain }),
      "services.domain": (domain) => service({ domain }),
      "sites.redirectFrom": (host) => site({ redirectFrom: [host] }),
      "services.aliases": (host) => service({ aliases: [host] }),
    },
    values: {
      "web.example.com": true,
      "a-b.c.example.com": true,
      "Web.example.com": false,
      "https://web.example.com": false,
      "web_1.example.com": false,
      "-web.example.com": false,
    },
  },
  {
    wish: "the codes of a good health check",
    places: {
      "services.healthCheck.matcher": (matcher) => service({ healthCheck: { matcher } }),
      "services.extraSettings": (matcher) =>
        service({
          extraSettings: { "aws:elasticbeanstalk:environment:process:login": { MatcherHTTPCode: matcher } },
        }),
      "policies: eb-health-check-path, tg-health-check": (matcher) => {
        const fault = matcherFault(matcher);
        return { taken: fault === undefined, said: fault ?? "" };
      },
    },
    values: {
      "200": true,
      "200,204": true,
      "200-299": true,
      "200-204,226": true,
      "301": false,
      "200-399": false,
      "200-299,401": false,
      "404": false,
      "500": false,
    },
  },
];

describe("the same wish", () => {
  for (const { wish, places, values } of WISHES) {
    for (const [value, taken] of Object.entries(values)) {
      it(`${wish}: ${value} is ${taken ? "taken" : "refused"} by each of ${Object.keys(places).join(", ")}`, () => {
        for (const [place, put] of Object.entries(places)) {
          const { taken: actual, said } = put(value);
          assert.equal(actual, taken, `${place}: ${said}`);
        }
      });
    }
  }
});
