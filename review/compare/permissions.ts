import { records, text, type Resource } from "../preview-document";
import { identityOf, permissionsOf, type Permission } from "./policy-statements";

/** A permission that is new or gone. */
export interface PermissionChange extends Permission {
  readonly change: "gained" | "lost";
  /** Why it reaches beyond the stack: who is outside, or what; "" where both are of the stack. */
  readonly crosses: string;
}

/** Policies of resources: the property that holds the document. */
const RESOURCE_POLICIES: Readonly<Record<string, { readonly document: string; readonly on: string }>> = {
  "aws:s3/bucketPolicy:BucketPolicy": { document: "policy", on: "bucket" },
  "aws:sns/topicPolicy:TopicPolicy": { document: "policy", on: "arn" },
  "aws:sqs/queuePolicy:QueuePolicy": { document: "policy", on: "queueUrl" },
  "aws:sqs/queue:Queue": { document: "policy", on: "" },
  "aws:sns/topic:Topic": { document: "policy", on: "" },
  "aws:kms/key:Key": { document: "policy", on: "" },
  "aws:kms/keyPolicy:KeyPolicy": { document: "policy", on: "keyId" },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": { document: "policy", on: "repository" },
  "aws:secretsmanager/secretPolicy:SecretPolicy": { document: "policy", on: "secretArn" },
  "aws:secretsmanager/secret:Secret": { document: "policy", on: "" },
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": { document: "policyDocument", on: "policyName" },
  "aws:ec2/vpcEndpoint:VpcEndpoint": { document: "policy", on: "" },
  "aws:efs/fileSystemPolicy:FileSystemPolicy": { document: "policy", on: "fileSystemId" },
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": { document: "policy", on: "eventBusName" },
  "aws:opensearch/domainPolicy:DomainPolicy": { document: "accessPolicies", on: "domainName" },
};

const IDENTITY_POLICIES: Readonly<Record<string, string>> = {
  "aws:iam/rolePolicy:RolePolicy": "role",
  "aws:iam/userPolicy:UserPolicy": "user",
  "aws:iam/groupPolicy:GroupPolicy": "group",
};

const ATTACHMENTS: Readonly<Record<string, string>> = {
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "role",
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": "user",
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": "group",
};

/** Every permission that the resources of a stack grant. */
export function permissions(resources: readonly Resource[]): readonly Permission[] {
  return resources.flatMap(granted);
}

function granted(resource: Resource): readonly Permission[] {
  const { type, inputs, urn, name } = resource;
  const own = IDENTITY_POLICIES[type];
  if (own !== undefined) {
    const principal = identityOf(resource, own);
    return permissionsOf(inputs["policy"], { urn, kind: "identity", principal, resource: "*" });
  }
  const attached = ATTACHMENTS[type];
  if (attached !== undefined) {
    const grant = { urn, kind: "identity", effect: "Allow", condition: "", resource: "*" } as const;
    const policy = resource.propertyDependencies["policyArn"]?.[0]?.split("::").at(-1);
    const action = `everything in ${policy ?? text(inputs["policyArn"]).replace(/^.*:policy\//, "")}`;
    return [{ ...grant, principal: identityOf(resource, attached), action }];
  }
  if (type === "aws:iam/policy:Policy") {
    const principal = `identities with ${name}`;
    return permissionsOf(inputs["policy"], { urn, kind: "identity", principal, resource: "*" });
  }
  if (type === "aws:iam/role:Role") return roleGrants(resource);
  if (type === "aws:lambda/permission:Permission") {
    const grant = { urn, kind: "resource", effect: "Allow" } as const;
    const condition =
      inputs["sourceArn"] === undefined ? "" : `{"sourceArn":${JSON.stringify(inputs["sourceArn"])}}`;
    const [principal, action] = [text(inputs["principal"]), text(inputs["action"])];
    return [{ ...grant, principal, action, condition, resource: identityOf(resource, "function") }];
  }
  const policy = RESOURCE_POLICIES[type];
  if (policy !== undefined) {
    const on = policy.on === "" ? name : identityOf(resource, policy.on);
    return permissionsOf(inputs[policy.document], { urn, kind: "resource", principal: "*", resource: on });
  }
  return networkPaths(resource);
}

function roleGrants({ inputs, urn, name }: Resource): readonly Permission[] {
  const trust = permissionsOf(inputs["assumeRolePolicy"], {
    urn,
    kind: "resource",
    principal: "*",
    resource: name,
  });
  const managed = [inputs["managedPolicyArns"] ?? []].flat().map((arn) => ({
    ...{ urn, kind: "identity", effect: "Allow", condition: "", principal: name, resource: "*" },
    action: `everything in ${text(arn).replace(/^.*:policy\//, "")}`,
  })) as Permission[];
  const inline = records(inputs["inlinePolicies"]).flatMap(({ policy }) =>
    permissionsOf(text(policy), { urn, kind: "identity", principal: name, resource: "*" }),
  );
  return [...trust, ...managed, ...inline];
}

/** Who may reach a security group, and where it may go. */
function networkPaths(resource: Resource): readonly Permission[] {
  const { type, inputs, urn, name } = resource;
  const rule = (from: string, to: string, ports: string): Permission => ({
    ...{ kind: "network", effect: "Allow", principal: from, action: ports, resource: to, condition: "", urn },
  });
  const group = (property: string): string => identityOf(resource, property);
  switch (type) {
    case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
      return [rule(peerOf(resource), group("securityGroupId"), portsOf(inputs))];
    case "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule":
      return [rule(group("securityGroupId"), peerOf(resource), portsOf(inputs))];
    case "aws:ec2/securityGroupRule:SecurityGroupRule": {
      const ingress = inputs["type"] === "ingress";
      return peersOf(inputs).map((peer) =>
        ingress
          ? rule(peer, group("securityGroupId"), portsOf(inputs))
          : rule(group("securityGroupId"), peer, portsOf(inputs)),
      );
    }
    case "aws:ec2/securityGroup:SecurityGroup": {
      const rules = (key: string) => records(inputs[key]);
      return [
        ...rules("ingress").flatMap((one) => peersOf(one).map((peer) => rule(peer, name, portsOf(one)))),
        ...rules("egress").flatMap((one) => peersOf(one).map((peer) => rule(name, peer, portsOf(one)))),
      ];
    }
    default:
      return [];
  }
}

function peerOf(resource: Resource): string {
  const { inputs } = resource;
  const referenced = resource.propertyDependencies["referencedSecurityGroupId"]?.[0]?.split("::").at(-1);
  return (
    referenced ??
    text(
      inputs["cidrIpv4"] ??
        inputs["cidrIpv6"] ??
        inputs["prefixListId"] ??
        inputs["referencedSecurityGroupId"],
    )
  );
}

function peersOf(rule: Readonly<Record<string, unknown>>): readonly string[] {
  const lists = ["cidrBlocks", "ipv6CidrBlocks", "prefixListIds", "securityGroups"].map(
    (key) => rule[key] ?? [],
  );
  return [...lists.flat().map(text), ...(rule["self"] === true ? ["itself"] : [])].concat(
    typeof rule["sourceSecurityGroupId"] === "string" ? [rule["sourceSecurityGroupId"]] : [],
  );
}

function portsOf(rule: Readonly<Record<string, unknown>>): string {
  const protocol = text(rule["ipProtocol"] ?? rule["protocol"]);
  if (protocol === "-1" || protocol === "all") return "every port";
  const [from, to] = [text(rule["fromPort"]), text(rule["toPort"])];
  return `${protocol} ${from === to ? from : `${from}-${to}`}`;
}
