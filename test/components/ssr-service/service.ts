/** A service as the specs make it, and how they look at what was made. */
import { SsrService, type SsrServiceArgs } from "../../../components/ssr-service";
import { type Cloud, type Recording, run } from "../../support/mocks";
import { CLOUD } from "./cloud";

export const ARGS = {
  domain: "app.example.com",
  healthCheckPath: "/health",
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-2", "subnet-1"],
  privateSubnetIds: ["subnet-4", "subnet-3"],
  zoneId: "Z0123456789",
} as const satisfies SsrServiceArgs;

export const TOPIC = "arn:aws:sns:ap-northeast-2:123456789012:alarms";
export const SECRET = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:db-AbCdEf";
export const PARAMETER = "arn:aws:ssm:ap-northeast-2:123456789012:parameter/app/flag";

export const make = async (args: Partial<SsrServiceArgs> = {}, cloud: Cloud = CLOUD) =>
  run(() => new SsrService("app", { ...ARGS, ...args }), cloud);

/** The smallest service, made once for all tests that only look at it. */
let smallest: ReturnType<typeof make> | undefined;
export const makeSmallest = () => (smallest ??= make());

export const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";

export interface Setting {
  readonly namespace: string;
  readonly name: string;
  readonly value: unknown;
}

export const settingsOf = (made: Recording, name = "app-node24") =>
  new Map(
    (made.only(ENVIRONMENT, name).inputs["settings"] as Setting[]).map((setting) => [
      `${setting.namespace}/${setting.name}`,
      setting.value,
    ]),
  );

export const json = (text: unknown) => JSON.parse(text as string) as { Statement: object[] };
