import { UNKNOWN } from "../../values";
import { moduleTable, of } from "../entries";
import type { Rule, Scope } from "../rules";

const ECS = "arn:{partition}:ecs:{region}:{account}:";
const EKS = "arn:{partition}:eks:{region}:{account}:";

/** A cluster is named by its name or its ARN. */
const clusterName = ({ inputs }: Scope): string | typeof UNKNOWN => {
  const cluster = inputs["cluster"] ?? "default";
  return typeof cluster === "string" ? (cluster.split("/").at(-1) ?? cluster) : UNKNOWN;
};

const serviceArn: Rule = (scope) => {
  const cluster = clusterName(scope);
  return cluster === UNKNOWN ? UNKNOWN : scope.text(`${ECS}service/${cluster}/{name}`);
};

const issuer = "https://oidc.eks.{region}.{suffix}/id/{upper:32}";

export const containers = {
  ...moduleTable("ecr", {
    LifecyclePolicy: of("{repository}", { registryId: "{account}" }),
    PullThroughCacheRule: of("{ecrRepositoryPrefix}", { registryId: "{account}" }),
    RegistryPolicy: of("{account}", { registryId: "{account}" }),
    Repository: of(
      "{name}",
      {
        arn: "arn:{partition}:ecr:{region}:{account}:repository/{name}",
        registryId: "{account}",
        repositoryUrl: "{account}.dkr.ecr.{region}.{suffix}/{name}",
      },
      { autoName: { max: 256 }, defaults: { imageTagMutability: "MUTABLE" } },
    ),
    RepositoryPolicy: of("{repository}", { registryId: "{account}" }),
  }),
  ...moduleTable("ecs", {
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
  }),
  ...moduleTable("eks", {
    AccessEntry: of("{clusterName}:{principalArn}", {
      accessEntryArn: `${EKS}access-entry/{clusterName}/role/{account}/{uuid}`,
    }),
    AccessPolicyAssociation: of("{clusterName}#{principalArn}#{policyArn}"),
    Addon: of("{clusterName}:{addonName}", { arn: `${EKS}addon/{clusterName}/{addonName}/{uuid}` }),
    Cluster: of(
      "{name}",
      {
        arn: `${EKS}cluster/{name}`,
        certificateAuthority: () => ({ data: UNKNOWN }),
        endpoint: "https://{upper:32}.{lower:3}.{region}.eks.{suffix}",
        identities: ({ text }) => [{ oidcs: [{ issuer: text(issuer) }] }],
        platformVersion: "eks.1",
        status: "ACTIVE",
      },
      {
        autoName: { max: 100 },
        completes: {
          vpcConfig: { clusterSecurityGroupId: "sg-{hex:17}", vpcId: "vpc-{hex:17}" },
        },
      },
    ),
    FargateProfile: of(
      "{clusterName}:{fargateProfileName}",
      { arn: `${EKS}fargateprofile/{clusterName}/{fargateProfileName}/{uuid}`, status: "ACTIVE" },
      { autoName: { property: "fargateProfileName" } },
    ),
    NodeGroup: of(
      "{clusterName}:{nodeGroupName}",
      { arn: `${EKS}nodegroup/{clusterName}/{nodeGroupName}/{uuid}`, status: "ACTIVE" },
      { autoName: { property: "nodeGroupName" } },
    ),
    PodIdentityAssociation: of("a-{lower:17}", {
      associationArn: `${EKS}podidentityassociation/{clusterName}/{id}`,
      associationId: "{id}",
    }),
  }),
};
