import assert from "node:assert/strict";
import { optionFaults } from "../../../components/ssr-service/option-settings/check";
import { kindOf, OPTIONS } from "../../../components/ssr-service/option-settings/table";

const ASG = "aws:autoscaling:asg";
const LAUNCH = "aws:autoscaling:launchconfiguration";
const TRIGGER = "aws:autoscaling:trigger";
const PROCESS = "aws:elasticbeanstalk:environment:process:default";
const ROLLING = "aws:autoscaling:updatepolicy:rollingupdate";
const INSTANCES = "aws:ec2:instances";

type Row = readonly [namespace: string, name: string, value: unknown];

const faults = (...rows: readonly Row[]) =>
  optionFaults(rows.map(([namespace, name, value]) => ({ namespace, name, value }))).map(
    ({ name, message }) => `${name}: ${message}`,
  );

const ONE: readonly [row: Row, fault: string | undefined][] = [
  [[LAUNCH, "DisableIMDSv1", "true"], undefined],
  [[LAUNCH, "DisableIMDSv1", "True"], "must be true or false"],
  [[ASG, "Cooldown", "0"], undefined],
  [[ASG, "Cooldown", "10000"], undefined],
  [[ASG, "Cooldown", "10001"], "must be a whole number from 0 to 10000 s"],
  [[ASG, "Cooldown", "1.5"], "must be a whole number from 0 to 10000 s"],
  [[ASG, "MinSize", ""], "must not be empty: leave the option out"],
  [[ASG, "Availability Zones", "Any 4"], "must be one of Any, Any 1, Any 2, Any 3"],
  [
    [ASG, "Minsize", "2"],
    "is not an option of aws:autoscaling:asg; there are Availability Zones, Cooldown, Custom Availability Zones, EnableCapacityRebalancing, MaxSize, MinSize",
  ],
  [[LAUNCH, "MonitoringInterval", "1 minute"], undefined],
  [[LAUNCH, "MonitoringInterval", "60"], "must be one of 1 minute, 5 minute"],
  [[LAUNCH, "SecurityGroups", "sg-1,sg-2"], undefined],
  [
    [LAUNCH, "SecurityGroups", "sg-1, sg-2"],
    "must be ids of security groups, separated by commas without spaces",
  ],
  [[INSTANCES, "InstanceTypes", "t4g.small"], undefined],
  [[INSTANCES, "InstanceTypes", Array(40).fill("t4g.small").join(",")], undefined],
  [
    [INSTANCES, "InstanceTypes", Array(41).fill("t4g.small").join(",")],
    "must name at most 40 instance types",
  ],
  [[PROCESS, "HealthCheckPath", "health"], "must be a path of at most 1024 characters"],
  [[PROCESS, "MatcherHTTPCode", "500"], "must be HTTP codes from 200 to 299"],
  [[PROCESS, "MatcherHTTPCode", "200-299,404"], "must be HTTP codes from 200 to 299"],
  [[PROCESS, "MatcherHTTPCode", "200-299,204"], undefined],
  [
    ["aws:elasticbeanstalk:environment:process:login", "Port", "70000"],
    "must be a whole number from 1 to 65535",
  ],
  [["aws:elbv2:listener:8443", "SSLPolicy", "TLS13"], "must be a TLS policy of Elastic Load Balancing"],
  [[ROLLING, "Timeout", "PT4M"], "must be a duration from PT5M to PT1H"],
  [[ROLLING, "Timeout", "PT1H"], undefined],
  [
    ["aws:elasticbeanstalk:managedactions", "PreferredStartTime", "Sunday:3"],
    "must be a weekday and a time such as Sun:03:00",
  ],
  [["aws:elasticbeanstalk:healthreporting:system", "ConfigDocument", "{"], "must be JSON"],
  [
    ["aws:elasticbeanstalk:cloudwatch:logs", "RetentionInDays", "31"],
    "must be one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653",
  ],
  [["aws:new:namespace", "Anything", "goes"], undefined],
  [["aws:elasticbeanstalk:control", "LaunchTimeout", "60"], undefined],
  [
    ["aws:autoscaling:asgs", "MinSize", "1"],
    "must stand under a namespace of Elastic Beanstalk: aws:autoscaling:asgs is none, and aws:autoscaling:asg is",
  ],
  [
    ["aws:elasticbeanstalk:enviroment:proxi", "ProxyServer", "nginx"],
    "must stand under a namespace of Elastic Beanstalk: aws:elasticbeanstalk:enviroment:proxi is none, and aws:elasticbeanstalk:environment:proxy is",
  ],
  [
    [ASG, "toString", "1"],
    "is not an option of aws:autoscaling:asg; there are Availability Zones, Cooldown, Custom Availability Zones, EnableCapacityRebalancing, MaxSize, MinSize",
  ],
  [["constructor", "name", "1"], "must stand under a namespace of Elastic Beanstalk, which begins with aws:"],
  [
    ["aws:new:namespace", "Items", "a, b"],
    "must have no blank after a comma: Elastic Beanstalk reads the list back without",
  ],
  [
    ["elasticbeanstalk:xray", "XRayEnabled", "true"],
    "must stand under a namespace of Elastic Beanstalk, which begins with aws:",
  ],
  [["aws:elasticbeanstalk:application:environment", "GREETING", "hello, world"], undefined],
  [[ASG, "MinSize", Symbol("not known yet")], undefined],
];

const TOGETHER: readonly [rows: readonly Row[], fault: string | undefined][] = [
  [
    [
      [ASG, "MaxSize", "1"],
      [ASG, "MinSize", "2"],
    ],
    "MaxSize: must be at least MinSize",
  ],
  [
    [
      [ASG, "MaxSize", "2"],
      [ASG, "MinSize", "2"],
    ],
    undefined,
  ],
  [
    [
      [PROCESS, "HealthCheckInterval", "5"],
      [PROCESS, "HealthCheckTimeout", "5"],
    ],
    "HealthCheckInterval: must be more than HealthCheckTimeout",
  ],
  [
    [
      [TRIGGER, "BreachDuration", "5"],
      [TRIGGER, "Period", "1"],
      [TRIGGER, "EvaluationPeriods", "3"],
    ],
    "BreachDuration: must be Period × EvaluationPeriods",
  ],
  [
    [
      [TRIGGER, "LowerThreshold", "80"],
      [TRIGGER, "UpperThreshold", "80"],
    ],
    "LowerThreshold: must be below UpperThreshold",
  ],
  [
    [
      [ROLLING, "MinInstancesInService", "4"],
      [ASG, "MaxSize", "4"],
    ],
    "MinInstancesInService: must be less than MaxSize",
  ],
  [
    [
      [INSTANCES, "SpotFleetOnDemandBase", "5"],
      [ASG, "MaxSize", "4"],
    ],
    "SpotFleetOnDemandBase: must be at most MaxSize",
  ],
  [
    [
      [ASG, "MinSize", "2"],
      [ASG, "MinSize", "2"],
    ],
    "MinSize: must not be set twice",
  ],
  [
    [
      [ASG, "MaxSize", Symbol("not known yet")],
      [ASG, "MinSize", "2"],
    ],
    undefined,
  ],
];

describe("faults of option settings", () => {
  for (const [row, fault] of ONE) {
    const [namespace, name, value] = row;
    const shown = typeof value === "string" ? JSON.stringify(value).slice(0, 40) : "an unknown value";
    it(`${fault === undefined ? "lets" : "refuses"} ${namespace} ${name} = ${shown}`, () => {
      assert.deepEqual(faults(row), fault === undefined ? [] : [`${name}: ${fault}`]);
    });
  }

  for (const [rows, fault] of TOGETHER) {
    const shown = rows.map(([, name, value]) => `${name} ${String(value)}`).join(", ");
    it(`${fault === undefined ? "lets" : "refuses"} ${shown}`, () => {
      assert.deepEqual(faults(...rows), fault === undefined ? [] : [fault]);
    });
  }

  describe("of a listener's rules", () => {
    const API = "aws:elbv2:listenerrule:api";
    const listener: Row = ["aws:elbv2:listener:443", "Rules", "api"];
    const process: Row = ["aws:elasticbeanstalk:environment:process:api", "HealthCheckPath", "/health"];
    const paths: Row = [API, "PathPatterns", "/api/*"];
    const target: Row = [API, "Process", "api"];

    it("has none where all that is named is there", () => {
      assert.deepEqual(faults(listener, process, paths, target, [API, "Priority", "1"]), []);
    });

    it("refuses a priority out of range", () => {
      assert.deepEqual(faults(listener, paths, [API, "Priority", "0"]), [
        "Priority: must be a whole number from 1 to 1000",
      ]);
    });

    it("refuses names of what is not there", () => {
      assert.deepEqual(faults(listener), [
        "Rules: must name what there is: set the options of aws:elbv2:listenerrule:api",
      ]);
      assert.deepEqual(faults(listener, paths, target), [
        "Process: must name what there is: set the options of aws:elasticbeanstalk:environment:process:api",
      ]);
      assert.deepEqual(faults(["aws:elbv2:listener:443", "DefaultProcess", "web"]), [
        "DefaultProcess: must name what there is: set the options of aws:elasticbeanstalk:environment:process:web",
      ]);
    });

    it("refuses a rule that nothing heeds, or that means no request", () => {
      assert.deepEqual(faults(paths), [
        "PathPatterns: has no effect: name api in Rules of aws:elbv2:listener:443",
      ]);
      assert.deepEqual(faults(listener, process, target), [
        "Process: must stand beside HostHeaders or PathPatterns, which say what requests are meant",
      ]);
    });
  });

  it("knows every option of every namespace by its own name only", () => {
    for (const [namespace, options] of Object.entries(OPTIONS)) {
      for (const name of Object.keys(options)) {
        assert.notEqual(kindOf(namespace, name), undefined, `${namespace} ${name}`);
        assert.equal(kindOf(namespace, `${name}x`), undefined, `${namespace} ${name}x`);
      }
    }
  });
});
