// The same program as examples/components-in-yaml and examples/components-in-python.
import { Network, SsrService, StaticSite } from "../../../../components";

const www = new StaticSite("www", { domain: "www.example.com", zone: "example.com" });
const network = new Network("main");
const app = new SsrService("app", {
  domain: "app.example.com",
  zone: "example.com",
  healthCheckPath: "/health",
  scaling: { min: 2, max: 6 },
  accessLogs: false,
  vpcId: network.vpcId,
  publicSubnetIds: network.publicSubnetIds,
  privateSubnetIds: network.privateSubnetIds,
});
export const url = www.url;
export const balancer = app.loadBalancerDnsName;
