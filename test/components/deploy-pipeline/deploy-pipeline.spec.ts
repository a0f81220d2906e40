import assert from "node:assert/strict";
import { DeployPipeline, PipelineFoundation } from "../../../components/deploy-pipeline";
import { run, valueOf } from "../../support/mocks";
import { CONFIG, SERVICE, SITE } from "./fixtures";

const PIPELINE = "aws:codepipeline/pipeline:Pipeline";

describe("DeployPipeline", () => {
  it("makes of one foundation one connection and one artifact store for all pipelines of a stack", async () => {
    const { made } = await run(() => {
      const foundation = new PipelineFoundation("releases");
      return [
        new DeployPipeline("www", { ...CONFIG, target: SITE, foundation }),
        new DeployPipeline("app", { ...CONFIG, target: SERVICE, foundation }),
      ];
    });
    assert.equal(made.ofType("aws:codeconnections/connection:Connection").length, 1);
    assert.equal(made.ofType("aws:s3/bucket:Bucket").length, 1);
    assert.equal(made.ofType(PIPELINE).length, 2);
  });

  it("makes a foundation of its own where none is given", async () => {
    const { made, result } = await run(() => new DeployPipeline("www", { ...CONFIG, target: SITE }));
    assert.equal(
      made.only("web-infra:index:PipelineFoundation").parent,
      "web-infra:index:DeployPipeline www",
    );
    assert.equal(await valueOf(result.pipelineName), "test-www-web-infra");
  });

  it("runs one execution after the other, in a V2 pipeline", async () => {
    const { made } = await run(() => new DeployPipeline("www", { ...CONFIG, target: SITE }));
    const { inputs } = made.only(PIPELINE);
    assert.equal(inputs["pipelineType"], "V2");
    assert.equal(inputs["executionMode"], "QUEUED");
  });
});
