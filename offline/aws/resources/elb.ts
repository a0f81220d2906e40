import { moduleTable, of } from "../../simulation/entries";
import { ALB_ZONES } from "../region-tables";
import { UNKNOWN } from "../../provider/properties";
import { dnsName } from "./lb";

export const elb = moduleTable("elb", {
  Attachment: of("{elb}-{digits:26}"),
  LoadBalancer: of(
    "{name}",
    {
      arn: "arn:{partition}:elasticloadbalancing:{region}:{account}:loadbalancer/{name}",
      dnsName,
      sourceSecurityGroup: "{account}/default",
      sourceSecurityGroupId: "sg-{hex:17}",
      zoneId: ({ text }) => ALB_ZONES[String(text("{region}"))] ?? UNKNOWN,
    },
    { autoName: { max: 32 } },
  ),
});
