import type { RegisteredResource } from "../../provider/provider";
import type { PlainProperties } from "../../provider/properties";
import { blockOf, type Component, idOf, makeChild } from "../component";
import { listOf } from "./vpc-args";

/** Inputs of an endpoint that its spec may hold. */
const ENDPOINT_INPUTS = [
  "autoAccept",
  "dnsOptions",
  "ipAddressType",
  "policy",
  "privateDnsEnabled",
  "resourceConfigurationArn",
  "routeTableIds",
  "securityGroupIds",
  "serviceName",
  "serviceNetworkArn",
  "serviceRegion",
  "subnetConfigurations",
  "subnetIds",
  "tags",
  "vpcEndpointType",
];

/** What the component made and endpoints may be put into. */
interface Network {
  readonly routeTables: readonly RegisteredResource[];
  readonly subnets: Readonly<Record<"Public" | "Private" | "Isolated", readonly RegisteredResource[]>>;
}

/** The endpoints of `vpcEndpointSpecs`. With a network (strategy `Auto`) the places that a spec leaves out are filled in. */
export async function makeEndpoints(
  component: Component,
  vpc: RegisteredResource,
  network?: Network,
): Promise<RegisteredResource[]> {
  const endpoints: RegisteredResource[] = [];
  for (const each of listOf(component.inputs["vpcEndpointSpecs"])) {
    const spec = blockOf(each);
    const endpoint = await makeChild(
      component,
      "aws:ec2/vpcEndpoint:VpcEndpoint",
      String(spec["serviceName"]),
      {
        ...Object.fromEntries(ENDPOINT_INPUTS.map((key) => [key, spec[key]])),
        ...(network === undefined ? {} : place(spec, network)),
        vpcId: idOf(vpc),
        region: spec["region"] ?? component.inputs["region"],
      },
      { parent: vpc, dependsOn: [vpc] },
    );
    endpoints.push(endpoint);
  }
  return endpoints;
}

/** A gateway endpoint is a route in every table; any other stands in one subnet of each zone, away from the internet where it can. */
function place(spec: PlainProperties, { routeTables, subnets }: Network): PlainProperties {
  if ((spec["vpcEndpointType"] ?? "Gateway") === "Gateway") {
    return { routeTableIds: spec["routeTableIds"] ?? routeTables.map(idOf) };
  }
  const inside = [subnets.Private, subnets.Isolated, subnets.Public].find((each) => each.length > 0) ?? [];
  return { subnetIds: spec["subnetIds"] ?? inside.map(idOf) };
}
