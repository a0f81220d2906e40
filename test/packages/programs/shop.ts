import { DeployPipeline, Network, NotificationTopic, SsrService, StaticSite } from "web-infra-components";

const zone = "example.com";
const emails = ["ops@example.com"];
const alarms = new NotificationTopic("alarms", { emails });
// CloudFront's alarms are in us-east-1, wherever the stack is.
const edgeAlarms = new NotificationTopic("edge-alarms", { emails, region: "us-east-1" });

const site = new StaticSite("www", {
  domain: "www.example.com",
  zone,
  mode: "spa",
  alarmTopicArn: edgeAlarms.arn,
});
new DeployPipeline("www", {
  repository: "team/www",
  branch: "main",
  approval: true,
  target: site.deployTarget,
});

const network = new Network("main", {});
const service = new SsrService("app", {
  domain: "app.example.com",
  zone,
  healthCheckPath: "/health",
  vpcId: network.vpcId,
  publicSubnetIds: network.publicSubnetIds,
  privateSubnetIds: network.privateSubnetIds,
  alarmTopicArn: alarms.arn,
});

export const url = site.url;
export const balancer = service.loadBalancerDnsName;
