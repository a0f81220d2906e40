import { moduleTable, of } from "../../simulation/entries";

export const globalaccelerator = moduleTable("globalaccelerator", {
  Accelerator: of("{arn}", {
    arn: "arn:{partition}:globalaccelerator::{account}:accelerator/{uuid}",
    dnsName: "a{hex:16}.awsglobalaccelerator.com",
    hostedZoneId: "Z2BJ6XQ5FK7U4H",
  }),
  EndpointGroup: of("{arn}", { arn: "{listenerArn}/endpoint-group/{lower:12}" }),
  Listener: of("{arn}", { arn: "{acceleratorArn}/listener/{lower:8}" }),
});
