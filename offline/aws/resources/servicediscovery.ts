import { moduleTable, of } from "../../simulation/entries";

const DISCOVERY = "arn:{partition}:servicediscovery:{region}:{account}:";

const dnsNamespace = of("ns-{lower:16}", { arn: `${DISCOVERY}namespace/{id}`, hostedZone: "Z{upper:20}" });

export const servicediscovery = moduleTable("servicediscovery", {
  HttpNamespace: of("ns-{lower:16}", { arn: `${DISCOVERY}namespace/{id}`, httpName: "{name}" }),
  PrivateDnsNamespace: dnsNamespace,
  PublicDnsNamespace: dnsNamespace,
  Service: of("srv-{lower:16}", { arn: `${DISCOVERY}service/{id}` }),
});
