import { moduleTable, of } from "../../simulation/entries";

export const autoscaling = moduleTable("autoscaling", {
  Attachment: of("{autoscalingGroupName}-{digits:26}"),
  Group: of("{name}", {
    arn: "arn:{partition}:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
    defaultCooldown: 300,
    healthCheckType: "EC2",
  }),
  LifecycleHook: of("{name}"),
  Notification: of("{topicArn}"),
  Policy: of("{name}", {
    arn: "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:autoScalingGroupName/{autoscalingGroupName}:policyName/{name}",
  }),
  Schedule: of("{scheduledActionName}", {
    arn: "arn:{partition}:autoscaling:{region}:{account}:scheduledUpdateGroupAction:{uuid}:autoScalingGroupName/{autoscalingGroupName}:scheduledActionName/{scheduledActionName}",
  }),
});
