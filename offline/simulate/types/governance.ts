import { moduleTable, of } from "../entries";

const ORGANIZATION = "arn:{partition}:organizations::{account}:";

export const governance = {
  ...moduleTable("cfg", {
    DeliveryChannel: of("{name}"),
    Recorder: of("{name}"),
    RecorderStatus: of("{name}"),
    Rule: of("{name}", {
      arn: "arn:{partition}:config:{region}:{account}:config-rule/{ruleId}",
      ruleId: "config-rule-{lower:6}",
    }),
  }),
  ...moduleTable("cloudtrail", {
    EventDataStore: of("{arn}", {
      arn: "arn:{partition}:cloudtrail:{region}:{account}:eventdatastore/{uuid}",
    }),
    Trail: of(
      "{arn}",
      { arn: "arn:{partition}:cloudtrail:{region}:{account}:trail/{name}", homeRegion: "{region}" },
      {
        autoName: { max: 128 },
        defaults: {
          enableLogFileValidation: false,
          enableLogging: true,
          includeGlobalServiceEvents: true,
          isMultiRegionTrail: false,
          isOrganizationTrail: false,
        },
      },
    ),
  }),
  ...moduleTable("globalaccelerator", {
    Accelerator: of("{arn}", {
      arn: "arn:{partition}:globalaccelerator::{account}:accelerator/{uuid}",
      dnsName: "a{hex:16}.awsglobalaccelerator.com",
      hostedZoneId: "Z2BJ6XQ5FK7U4H",
    }),
    EndpointGroup: of("{arn}", { arn: "{listenerArn}/endpoint-group/{lower:12}" }),
    Listener: of("{arn}", { arn: "{acceleratorArn}/listener/{lower:8}" }),
  }),
  ...moduleTable("guardduty", {
    Detector: of(
      "{hex:32}",
      { accountId: "{account}", arn: "arn:{partition}:guardduty:{region}:{account}:detector/{id}" },
      { defaults: { enable: true } },
    ),
  }),
  ...moduleTable("networkfirewall", {
    Firewall: of("{arn}", { arn: "arn:{partition}:network-firewall:{region}:{account}:firewall/{name}" }),
    FirewallPolicy: of("{arn}", {
      arn: "arn:{partition}:network-firewall:{region}:{account}:firewall-policy/{name}",
    }),
    RuleGroup: of("{arn}", {
      arn: ({ get, text }) =>
        text(
          `arn:{partition}:network-firewall:{region}:{account}:${get("type") === "STATELESS" ? "stateless" : "stateful"}-rulegroup/{name}`,
        ),
    }),
  }),
  ...moduleTable("organizations", {
    Account: of("{digits:12}", { arn: `${ORGANIZATION}account/o-{lower:10}/{id}`, status: "ACTIVE" }),
    Organization: of("o-{lower:10}", {
      arn: `${ORGANIZATION}organization/{id}`,
      masterAccountId: "{account}",
    }),
    OrganizationalUnit: of("ou-{lower:4}-{lower:8}", { arn: `${ORGANIZATION}ou/o-{lower:10}/{id}` }),
    Policy: of("p-{lower:8}", { arn: `${ORGANIZATION}policy/o-{lower:10}/service_control_policy/{id}` }),
    PolicyAttachment: of("{targetId}:{policyId}"),
  }),
};
