import { createHash } from "node:crypto";
import type { PlainProperties } from "../../provider/properties";
import type { RegisteredResource } from "../../provider/provider";
import { blockOf, makeChild, outputOf, type Component } from "../component";
import { unwrap } from "../traced";

/** A role of a task definition, and its ARN for the definition. */
export interface TaskRole {
  readonly resource?: RegisteredResource;
  readonly arn?: unknown;
}

const ASSUME_ROLE_POLICY = JSON.stringify({
  Version: "2012-10-17",
  Statement: [
    { Action: "sts:AssumeRole", Principal: { Service: "ecs-tasks.amazonaws.com" }, Effect: "Allow", Sid: "" },
  ],
});

/** What the agent needs to pull images and write logs. */
export const EXECUTION_POLICIES: readonly string[] = [
  "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy",
];

/** The first eight digits of a text's SHA-1 hash: how the provider makes names unique. */
export const shortHash = (text: string): string => createHash("sha1").update(text).digest("hex").slice(0, 8);

/** A role that ECS tasks assume, with its policies: made unless the program has one or wants none. */
export async function defaultRole(
  component: Component,
  name: string,
  inputs: unknown,
  policyArns: readonly string[],
): Promise<TaskRole> {
  const { args, roleArn, skip } = blockOf(inputs);
  if (roleArn !== undefined && args !== undefined) {
    throw new Error("Can't define role args if specified an existing role ARN");
  }
  if (skip === true) {
    return {};
  }
  if (roleArn !== undefined) {
    return { arn: roleArn };
  }
  const { policyArns: given, ...own }: PlainProperties = blockOf(args);
  const resource = await makeChild(component, "aws:iam/role:Role", name, {
    assumeRolePolicy: ASSUME_ROLE_POLICY,
    ...own,
  });
  const { value: arns } = unwrap(given ?? policyArns);
  for (const policyArn of Array.isArray(arns) ? (arns as unknown[]) : []) {
    if (typeof policyArn !== "string") continue;
    await makeChild(
      component,
      "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
      `${name}-${shortHash(policyArn)}`,
      { role: outputOf(resource, "name"), policyArn },
    );
  }
  return { resource, arn: outputOf(resource, "arn") };
}
