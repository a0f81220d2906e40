import assert from "node:assert/strict";
import { SsrService } from "../../../components/ssr-service";
import { run } from "../../support/mocks";
import { CLOUD } from "./cloud";

const ARGS = {
  domain: "app.example.com",
  healthCheckPath: "/health",
  vpcId: "vpc-1",
  publicSubnetIds: ["subnet-1", "subnet-2"],
  privateSubnetIds: ["subnet-3", "subnet-4"],
  zoneId: "Z1",
} as const;

describe("SsrService", () => {
  it("makes exactly these resources", async () => {
    const { made } = await run(() => new SsrService("app", ARGS), CLOUD);
    assert.ok(made.all.length > 3);
  });
});
