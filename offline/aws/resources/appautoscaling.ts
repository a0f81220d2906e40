import { moduleTable, of } from "../../simulation/entries";

export const appautoscaling = moduleTable("appautoscaling", {
  Policy: of(
    "{name}",
    {
      arn: "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{serviceNamespace}/{resourceId}:policyName/{name}",
    },
    { autoName: { max: 255 }, defaults: { policyType: "StepScaling" } },
  ),
  ScheduledAction: of("{name}-{serviceNamespace}-{resourceId}", {
    arn: "arn:{partition}:autoscaling:{region}:{account}:scheduledAction:{uuid}:resource/{serviceNamespace}/{resourceId}:scheduledActionName/{name}",
  }),
  Target: of("{resourceId}", {
    arn: "arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/{hex:34}",
  }),
});
