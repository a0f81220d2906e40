import { UNKNOWN } from "../../values";
import { of } from "../entries";
import { zoneId, zoneNames } from "../regions";
import type { Entry, Rule, Scope } from "../rules";

/** The ARN of an EC2 resource. */
export const arn = (kind: string) => `arn:{partition}:ec2:{region}:{account}:${kind}/{id}`;

/** Most EC2 ids are a prefix and 17 hex digits, and the ARN is made of that id. */
export function ec2Resource(
  prefix: string,
  kind: string,
  outputs: Readonly<Record<string, Rule>> = {},
): Entry {
  return of(`${prefix}-{hex:17}`, { arn: arn(kind), ownerId: "{account}", ...outputs });
}

/** An address in a private range that stays the same for the same resource. */
export function privateIp({ text }: Scope): unknown {
  const digits = text("{digits:6}");
  return digits === UNKNOWN
    ? UNKNOWN
    : `10.0.${Number(digits.slice(0, 3)) % 256}.${(Number(digits.slice(3)) % 250) + 4}`;
}

/** An address of the range that is reserved for documentation (RFC 5737). */
export function publicIp({ text }: Scope): unknown {
  const digits = text("{digits:3}");
  return digits === UNKNOWN ? UNKNOWN : `203.0.113.${(Number(digits) % 254) + 1}`;
}

/** The first zone of the region, where AWS would choose one. */
export const firstZone: Rule = ({ text }) => {
  const region = text("{region}");
  return region === UNKNOWN ? UNKNOWN : zoneNames(region)[0];
};

export const zoneIdOfSubnet: Rule = ({ get }) => {
  const zone = get("availabilityZone");
  return typeof zone === "string" ? zoneId(zone) : UNKNOWN;
};
