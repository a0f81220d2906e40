import type { Fault } from "../shared/validation";
import type { SsrServiceConfig } from "./args";

/**
 * What stands in another region than the stack, as faults with paths inside the service's configuration: a load balancer
 * takes a certificate and a web ACL of its own region only, and Elastic Beanstalk says so minutes into the creation.
 */
export function regionFaults(
  config: Pick<SsrServiceConfig, "certificateArn" | "webAclArn">,
  region: string,
): Fault[] {
  return (["certificateArn", "webAclArn"] as const).flatMap((path) => {
    const arn = config[path];
    const own = arn?.split(":")[3];
    return own === undefined || own === region
      ? []
      : [{ path, message: `must be in the stack's region ${region}, and is in ${own}, got "${arn}"` }];
  });
}
