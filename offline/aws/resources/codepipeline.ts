import { moduleTable, of } from "../../simulation/entries";

export const codepipeline = moduleTable("codepipeline", {
  Pipeline: of(
    "{name}",
    { arn: "arn:{partition}:codepipeline:{region}:{account}:{name}" },
    { autoName: { max: 100 } },
  ),
  Webhook: of("arn:{partition}:codepipeline:{region}:{account}:webhook:{name}", {
    arn: "{id}",
    url: "https://{region}.webhooks.aws/trigger?t={mixed:40}&v=1",
  }),
});
