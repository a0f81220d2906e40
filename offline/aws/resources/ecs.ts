import { moduleTable, of } from "../../simulation/entries";
import type { Rule, Scope } from "../../simulation/rules";
import { UNKNOWN } from "../../provider/properties";

const ECS = "arn:{partition}:ecs:{region}:{account}:";

/** A cluster is named by its name or its ARN. */
const clusterName = ({ inputs }: Scope): string | typeof UNKNOWN => {
  const cluster = inputs["cluster"] ?? "default";
  return typeof cluster === "string" ? (cluster.split("/").at(-1) ?? cluster) : UNKNOWN;
};

const serviceArn: Rule = (scope) => {
  const cluster = clusterName(scope);
  return cluster === UNKNOWN ? UNKNOWN : scope.text(`${ECS}service/${cluster}/{name}`);
};

export const ecs = moduleTable("ecs", {
  CapacityProvider: of("{arn}", { arn: `${ECS}capacity-provider/{name}` }),
  Cluster: of("{arn}", { arn: `${ECS}cluster/{name}` }),
  ClusterCapacityProviders: of("{clusterName}"),
  Service: of(
    "{arn}",
    { arn: serviceArn, launchType: "EC2", propagateTags: "NONE" },
    {
      defaults: {
        deploymentMaximumPercent: 200,
        deploymentMinimumHealthyPercent: 100,
        enableEcsManagedTags: false,
        enableExecuteCommand: false,
        schedulingStrategy: "REPLICA",
        waitForSteadyState: false,
      },
    },
  ),
  TaskDefinition: of(
    "{family}",
    {
      arn: "{arnWithoutRevision}:{revision}",
      arnWithoutRevision: `${ECS}task-definition/{family}`,
      networkMode: "bridge",
      revision: 1,
    },
    { defaults: { skipDestroy: false, trackLatest: false } },
  ),
});
