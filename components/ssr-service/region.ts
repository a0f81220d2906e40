import { type Fault, regionOf } from "../fields";
import type { SsrServiceConfig } from "./service";

/**
 * What is in another region than the stack, as faults with paths inside the service's configuration: a load balancer
 * takes a certificate and a web ACL of its own region only, and Elastic Beanstalk says so minutes into the creation.
 */
export function regionFaults(
  { certificateArn, waf }: Pick<Partial<SsrServiceConfig>, "certificateArn" | "waf">,
  region: string,
): Fault[] {
  const webAclArn = typeof waf === "object" ? waf.webAclArn : undefined;
  return [
    { path: ["certificateArn"], arn: certificateArn },
    { path: ["waf", "webAclArn"], arn: webAclArn },
  ].flatMap(({ path, arn }) => {
    const own = arn === undefined ? undefined : regionOf(arn);
    return own === undefined || own === region
      ? []
      : [{ path, message: `must be in the stack's region ${region}, and is in ${own}, got "${arn}"` }];
  });
}
