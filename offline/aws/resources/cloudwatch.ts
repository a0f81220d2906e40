import { moduleTable, of } from "../../simulation/entries";
import { UNKNOWN } from "../../provider/properties";

const cloudwatchArn = (kind: string) => `arn:{partition}:cloudwatch:{region}:{account}:${kind}:`;

const logs = "arn:{partition}:logs:{region}:{account}:";

const events = "arn:{partition}:events:{region}:{account}:";

function isDefaultBus(name: unknown): boolean {
  return name === undefined || name === "default";
}

export const cloudwatch = moduleTable("cloudwatch", {
  CompositeAlarm: of(
    "{alarmName}",
    { arn: `${cloudwatchArn("alarm")}{alarmName}` },
    { defaults: { actionsEnabled: true } },
  ),
  Dashboard: of("{dashboardName}", {
    dashboardArn: "arn:{partition}:cloudwatch::{account}:dashboard/{dashboardName}",
  }),
  EventApiDestination: of(
    "{name}",
    { arn: `${events}api-destination/{name}/{uuid}` },
    { autoName: { max: 64 } },
  ),
  EventArchive: of("{name}", { arn: `${events}archive/{name}` }, { autoName: { max: 48 } }),
  EventBus: of("{name}", { arn: `${events}event-bus/{name}` }),
  EventBusPolicy: of("{eventBusName}"),
  EventConnection: of(
    "{name}",
    {
      arn: `${events}connection/{name}/{uuid}`,
      secretArn:
        "arn:{partition}:secretsmanager:{region}:{account}:secret:events!connection/{name}/{uuid}-{mixed:6}",
    },
    { autoName: { max: 64 } },
  ),
  EventPermission: of(({ inputs, text }) =>
    text(inputs["eventBusName"] === undefined ? "{statementId}" : "{eventBusName}/{statementId}"),
  ),
  EventRule: of(
    // The default bus is not part of the names.
    ({ inputs, text }) => text(isDefaultBus(inputs["eventBusName"]) ? "{name}" : "{eventBusName}/{name}"),
    {
      arn: ({ inputs, text }) =>
        text(`${events}rule/${isDefaultBus(inputs["eventBusName"]) ? "" : "{eventBusName}/"}{name}`),
    },
    { autoName: { max: 64 }, defaults: { eventBusName: "default", forceDestroy: false } },
  ),
  EventTarget: of(
    "{eventBusName}-{rule}-{targetId}",
    {},
    {
      autoName: { property: "targetId", max: 64 },
      defaults: { eventBusName: "default", forceDestroy: false },
    },
  ),
  LogAnomalyDetector: of("{uuid}", { arn: `${logs}anomaly-detector:{uuid}` }),
  LogDataProtectionPolicy: of("{logGroupName}"),
  LogDelivery: of("{mixed:16}", { arn: `${logs}delivery:{id}` }),
  LogDeliveryDestination: of(
    "{name}",
    { arn: `${logs}delivery-destination:{name}`, deliveryDestinationType: "S3" },
    { autoName: { max: 60 } },
  ),
  LogDeliveryDestinationPolicy: of("{deliveryDestinationName}"),
  LogDeliverySource: of(
    "{name}",
    {
      arn: `${logs}delivery-source:{name}`,
      service: ({ get }) => {
        const resource = get("resourceArn");
        return typeof resource === "string" ? resource.split(":")[2] : UNKNOWN;
      },
    },
    { autoName: { max: 60 } },
  ),
  LogDestination: of("{name}", { arn: `${logs}destination:{name}` }),
  LogDestinationPolicy: of("{destinationName}"),
  LogGroup: of(
    "{name}",
    { arn: `${logs}log-group:{name}`, deletionProtectionEnabled: false, logGroupClass: "STANDARD" },
    { autoName: { max: 512 }, defaults: { skipDestroy: false } },
  ),
  LogIndexPolicy: of("{logGroupName}"),
  LogMetricFilter: of("{name}"),
  LogResourcePolicy: of("{policyName}"),
  LogStream: of("{name}", { arn: `${logs}log-group:{logGroupName}:log-stream:{name}` }),
  LogSubscriptionFilter: of("cwlsf-{digits:10}"),
  MetricAlarm: of(
    "{name}",
    { arn: `${cloudwatchArn("alarm")}{name}`, evaluateLowSampleCountPercentiles: "" },
    { defaults: { actionsEnabled: true, treatMissingData: "missing" } },
  ),
  MetricStream: of("{name}", {
    arn: "arn:{partition}:cloudwatch:{region}:{account}:metric-stream/{name}",
    state: "running",
  }),
  QueryDefinition: of("{uuid}", { arn: `${logs}query-definition:{id}`, queryDefinitionId: "{id}" }),
});
