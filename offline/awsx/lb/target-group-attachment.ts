import { UNKNOWN, type PlainProperties } from "../../provider/properties";
import { invoke, makeChild, property, type Component, type Expansion } from "../component";
import { apply, unwrap } from "../traced";

/** `awsx.lb.TargetGroupAttachment`: an instance or a function in a target group; a function has to let the load balancer call it. */
export const expandTargetGroupAttachment: Expansion = async (component) => {
  const { name, inputs, plain } = component;
  checkOne(
    plain,
    ["targetGroup", "targetGroupArn"],
    "Exactly 1 of [targetGroup] or [targetGroupArn] must be provided",
  );
  checkOne(
    plain,
    ["instance", "instanceId", "lambda", "lambdaArn"],
    "Exactly 1 of [instance], [instanceId], [lambda] or [lambdaArn] must be provided.",
  );
  const targetGroupArn =
    inputs["targetGroupArn"] ?? (await property(component, inputs["targetGroup"], "arn"));
  const lambda = inputs["lambda"] ?? inputs["lambdaArn"];
  const permission =
    lambda === undefined
      ? undefined
      : await makeChild(component, "aws:lambda/permission:Permission", name, {
          action: "lambda:InvokeFunction",
          function: inputs["lambda"] === undefined ? lambda : await property(component, lambda, "arn"),
          principal: "elasticloadbalancing.amazonaws.com",
          sourceArn: targetGroupArn,
        });
  const targetGroupAttachment = await makeChild(
    component,
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    name,
    {
      ...(lambda === undefined
        ? await instanceTarget(component, targetGroupArn)
        : { targetId: inputs["lambdaArn"] ?? (await property(component, lambda, "arn")) }),
      targetGroupArn,
    },
    { dependsOn: permission ? [permission] : [] },
  );
  return { targetGroupAttachment, ...(permission ? { lambdaPermission: permission } : {}) };
};

/** A group of instances takes an instance's id, any other its private address. */
async function instanceTarget(component: Component, targetGroupArn: unknown): Promise<PlainProperties> {
  const { instance, instanceId, targetGroup } = component.inputs;
  const { value: arn } = unwrap(targetGroupArn);
  const targetType =
    targetGroup === undefined
      ? typeof arn === "string"
        ? (await invoke(component, "aws:lb/getTargetGroup:getTargetGroup", { arn }))["targetType"]
        : UNKNOWN
      : await property(component, targetGroup, "targetType");
  const found =
    instance === undefined
      ? await invoke(component, "aws:ec2/getInstance:getInstance", { instanceId })
      : {
          id: await property(component, instance, "id"),
          privateIp: await property(component, instance, "privateIp"),
          availabilityZone: await property(component, instance, "availabilityZone"),
        };
  return {
    targetId: apply(
      [targetType ?? UNKNOWN, found["id"] ?? instanceId ?? UNKNOWN, found["privateIp"] ?? ""],
      (type, id, ip) => (type === "instance" ? id : ip === "" ? UNKNOWN : ip),
    ),
    availabilityZone: found["availabilityZone"],
  };
}

function checkOne(inputs: PlainProperties, names: readonly string[], message: string): void {
  if (names.filter((key) => inputs[key] !== undefined && inputs[key] !== null).length !== 1) {
    throw new Error(message);
  }
}
