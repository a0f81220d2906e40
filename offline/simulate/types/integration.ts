import { moduleTable, of } from "../entries";

const DISCOVERY = "arn:{partition}:servicediscovery:{region}:{account}:";
const KAFKA = "arn:{partition}:kafka:{region}:{account}:";

/** Three brokers, at the port of their protocol. */
const brokers = (port: number) =>
  [1, 2, 3]
    .map((number) => `b-${number}.{clusterName}.{clusterUuid}.kafka.{region}.{suffix}:${port}`)
    .join(",");

const dnsNamespace = of("ns-{lower:16}", { arn: `${DISCOVERY}namespace/{id}`, hostedZone: "Z{upper:20}" });

export const integration = {
  ...moduleTable("appautoscaling", {
    Policy: of(
      "{name}",
      {
        arn: "arn:{partition}:autoscaling:{region}:{account}:scalingPolicy:{uuid}:resource/{serviceNamespace}/{resourceId}:policyName/{name}",
      },
      { autoName: { max: 255 }, defaults: { policyType: "StepScaling" } },
    ),
    ScheduledAction: of("{name}-{serviceNamespace}-{resourceId}", {
      arn: "arn:{partition}:autoscaling:{region}:{account}:scheduledAction:{uuid}:resource/{serviceNamespace}/{resourceId}:scheduledActionName/{name}",
    }),
    Target: of("{resourceId}", {
      arn: "arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/{hex:34}",
    }),
  }),
  ...moduleTable("kinesis", {
    FirehoseDeliveryStream: of(
      "{arn}",
      { arn: "arn:{partition}:firehose:{region}:{account}:deliverystream/{name}" },
      { autoName: { max: 64 } },
    ),
    Stream: of(
      "{arn}",
      { arn: "arn:{partition}:kinesis:{region}:{account}:stream/{name}" },
      { autoName: { max: 128 }, defaults: { encryptionType: "NONE", retentionPeriod: 24 } },
    ),
    StreamConsumer: of("{arn}", { arn: "{streamArn}/consumer/{name}:{digits:10}" }),
  }),
  ...moduleTable("mq", {
    Broker: of(
      "b-{uuid}",
      { arn: "arn:{partition}:mq:{region}:{account}:broker:{brokerName}:{id}" },
      { autoName: { property: "brokerName", max: 50 } },
    ),
  }),
  ...moduleTable("msk", {
    Cluster: of(
      "{arn}",
      {
        arn: `${KAFKA}cluster/{clusterName}/{clusterUuid}`,
        bootstrapBrokers: brokers(9092),
        bootstrapBrokersSaslIam: brokers(9098),
        bootstrapBrokersTls: brokers(9094),
        clusterUuid: "{uuid}-{digits:2}",
      },
      { autoName: { property: "clusterName", max: 64 } },
    ),
    Configuration: of("{arn}", { arn: `${KAFKA}configuration/{name}/{uuid}-{digits:2}`, latestRevision: 1 }),
    ServerlessCluster: of(
      "{arn}",
      { arn: `${KAFKA}cluster/{clusterName}/{uuid}-s{digits:1}` },
      { autoName: { property: "clusterName", max: 64 } },
    ),
  }),
  ...moduleTable("pipes", {
    Pipe: of(
      "{name}",
      { arn: "arn:{partition}:pipes:{region}:{account}:pipe/{name}" },
      { autoName: { max: 64 } },
    ),
  }),
  ...moduleTable("scheduler", {
    Schedule: of(
      "{groupName}/{name}",
      {
        arn: "arn:{partition}:scheduler:{region}:{account}:schedule/{groupName}/{name}",
        groupName: "default",
      },
      { autoName: { max: 64 }, defaults: { scheduleExpressionTimezone: "UTC", state: "ENABLED" } },
    ),
    ScheduleGroup: of(
      "{name}",
      { arn: "arn:{partition}:scheduler:{region}:{account}:schedule-group/{name}" },
      { autoName: { max: 64 } },
    ),
  }),
  ...moduleTable("servicediscovery", {
    HttpNamespace: of("ns-{lower:16}", { arn: `${DISCOVERY}namespace/{id}`, httpName: "{name}" }),
    PrivateDnsNamespace: dnsNamespace,
    PublicDnsNamespace: dnsNamespace,
    Service: of("srv-{lower:16}", { arn: `${DISCOVERY}service/{id}` }),
  }),
  ...moduleTable("ses", {
    ConfigurationSet: of("{name}", {
      arn: "arn:{partition}:ses:{region}:{account}:configuration-set/{name}",
    }),
    DomainDkim: of("{domain}", {
      dkimTokens: ({ text }) => String(text("{lower:32},{lower:32},{lower:32}")).split(","),
    }),
    DomainIdentity: of("{domain}", {
      arn: "arn:{partition}:ses:{region}:{account}:identity/{domain}",
      verificationToken: "{mixed:43}=",
    }),
    DomainIdentityVerification: of("{domain}", {
      arn: "arn:{partition}:ses:{region}:{account}:identity/{domain}",
    }),
    EmailIdentity: of("{email}", { arn: "arn:{partition}:ses:{region}:{account}:identity/{email}" }),
    MailFrom: of("{domain}"),
  }),
  ...moduleTable("sesv2", {
    ConfigurationSet: of("{configurationSetName}", {
      arn: "arn:{partition}:ses:{region}:{account}:configuration-set/{configurationSetName}",
    }),
    EmailIdentity: of("{emailIdentity}", {
      arn: "arn:{partition}:ses:{region}:{account}:identity/{emailIdentity}",
      verifiedForSendingStatus: false,
    }),
  }),
  ...moduleTable("sfn", {
    Activity: of(
      "{arn}",
      { arn: "arn:{partition}:states:{region}:{account}:activity:{name}" },
      { autoName: { max: 80 } },
    ),
    StateMachine: of(
      "{arn}",
      {
        arn: "arn:{partition}:states:{region}:{account}:stateMachine:{name}",
        revisionId: "INITIAL",
        status: "ACTIVE",
      },
      { autoName: { max: 80 }, defaults: { publish: false, type: "STANDARD" } },
    ),
  }),
};
