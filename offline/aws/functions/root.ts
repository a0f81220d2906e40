import { moduleTable, result, type Handler } from "./entries";
import { dnsSuffix } from "../../simulation/partition";
import { REGIONS, regionOf, zoneId, zoneNames } from "../regions";
import { UNKNOWN } from "../../provider/properties";

const strings = (value: unknown): string[] =>
  Array.isArray(value) ? (value as unknown[]).filter((each) => typeof each === "string") : [];

/** Programs may filter zones by state and opt-in status; the zones of the table are available and need no opt-in. */
const getAvailabilityZones: Handler = (args, { region }) => {
  const zones = zoneNames(region).filter(
    (zone) =>
      !strings(args["excludeNames"]).includes(zone) &&
      !strings(args["excludeZoneIds"]).includes(zoneId(zone)),
  );
  return {
    known: { ...args, groupNames: [region], id: region, names: zones, region, zoneIds: zones.map(zoneId) },
  };
};

const getAvailabilityZone: Handler = (args, { region }) => {
  const byId = zoneNames(region).find((zone) => zoneId(zone) === args["zoneId"]);
  const name = args["name"] ?? byId ?? UNKNOWN;
  return {
    known: {
      ...args,
      groupLongName: regionOf(region).description,
      groupName: region,
      id: name,
      name,
      nameSuffix: typeof name === "string" ? name.slice(region.length) : UNKNOWN,
      networkBorderGroup: region,
      optInStatus: "opt-in-not-required",
      parentZoneId: "",
      parentZoneName: "",
      region,
      state: "available",
      zoneId: args["zoneId"] ?? (typeof name === "string" ? zoneId(name) : UNKNOWN),
      zoneType: "availability-zone",
    },
  };
};

const getRegion: Handler = (args, context) => {
  const fromEndpoint = typeof args["endpoint"] === "string" ? args["endpoint"].split(".")[1] : undefined;
  const region = args["name"] ?? args["region"] ?? fromEndpoint ?? context.region;
  if (typeof region !== "string") {
    return {
      known: {
        ...args,
        description: UNKNOWN,
        endpoint: UNKNOWN,
        id: UNKNOWN,
        name: UNKNOWN,
        region: UNKNOWN,
      },
    };
  }
  return {
    known: {
      description: regionOf(region).description,
      endpoint: `ec2.${region}.${dnsSuffix(context.partition)}`,
      id: region,
      name: region,
      region,
    },
  };
};

const isAws = (region: string) => !/^(cn|us-gov)-/.test(region);

const getArn: Handler = (args) => {
  const arn = args["arn"];
  if (typeof arn !== "string") {
    return {
      known: {
        arn,
        account: UNKNOWN,
        id: UNKNOWN,
        partition: UNKNOWN,
        region: UNKNOWN,
        resource: UNKNOWN,
        service: UNKNOWN,
      },
    };
  }
  const [start, partition, service, region, account, ...resource] = arn.split(":");
  if (start !== "arn" || resource.length === 0) {
    return {
      failure: `"arn" (${arn}) is an invalid ARN: arn: ${start === "arn" ? "not enough sections" : "invalid prefix"}`,
    };
  }
  return { known: { arn, account, id: arn, partition, region, resource: resource.join(":"), service } };
};

const getPartition: Handler = (_, { partition }) => {
  const suffix = dnsSuffix(partition);
  return {
    known: {
      dnsSuffix: suffix,
      id: partition,
      partition,
      reverseDnsPrefix: suffix.split(".").reverse().join("."),
    },
  };
};

const getService: Handler = (args, context) => {
  const suffix = dnsSuffix(context.partition);
  const reverse = suffix.split(".").reverse().join(".");
  const fromReverse =
    typeof args["reverseDnsName"] === "string"
      ? args["reverseDnsName"].slice(reverse.length + 1).split(".")
      : [];
  const fromDns =
    typeof args["dnsName"] === "string" ? args["dnsName"].replace(`.${suffix}`, "").split(".") : [];
  const region = fromReverse[0] ?? fromDns[1] ?? context.region;
  const serviceId = args["serviceId"] ?? fromReverse[1] ?? fromDns[0] ?? UNKNOWN;
  if (typeof serviceId !== "string") {
    return {
      known: {
        ...args,
        dnsName: UNKNOWN,
        id: UNKNOWN,
        partition: context.partition,
        region,
        reverseDnsName: UNKNOWN,
        reverseDnsPrefix: reverse,
        serviceId,
        supported: UNKNOWN,
      },
    };
  }
  const reverseDnsName = `${reverse}.${region}.${serviceId}`;
  return {
    known: {
      dnsName: `${serviceId}.${region}.${suffix}`,
      id: reverseDnsName,
      partition: context.partition,
      region,
      reverseDnsName,
      reverseDnsPrefix: reverse,
      serviceId,
      supported: true,
    },
  };
};

export const root = moduleTable("index", {
  getArn,
  getAvailabilityZone,
  getAvailabilityZones,
  getBillingServiceAccount: result({ arn: "arn:{partition}:iam::386209384616:root", id: "386209384616" }),
  getCallerIdentity: result({
    accountId: "{account}",
    arn: "arn:{partition}:iam::{account}:root",
    id: "{account}",
    userId: "{account}",
  }),
  getDefaultTags: result({ id: "{partition}", tags: ({ context }) => context.defaultTags ?? {} }),
  getIpRanges: result({ id: "{digits:10}" }, "cidrBlocks createDate ipv6CidrBlocks syncToken"),
  getPartition,
  getRegion,
  getRegions: result({ id: "{partition}", names: () => Object.keys(REGIONS).filter(isAws).sort() }),
  getService,
  getServicePrincipal: result({
    id: "{serviceName}.{region}.{suffix}",
    name: "{serviceName}.amazonaws.com",
    region: "{region}",
    suffix: "amazonaws.com",
  }),
});
