import { moduleTable, of } from "../../simulation/entries";
import { UNKNOWN } from "../../provider/properties";

const EKS = "arn:{partition}:eks:{region}:{account}:";

const issuer = "https://oidc.eks.{region}.{suffix}/id/{upper:32}";

export const eks = moduleTable("eks", {
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
});
