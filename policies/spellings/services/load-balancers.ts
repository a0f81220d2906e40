import { given, object, objects, tagsOf, type Plain, type PlainObject, type Twin } from "../plain";

/** The attributes that the AWS provider has properties for. */
function attributesOf(props: PlainObject): (key: string) => Plain {
  const attributes = new Map(objects(props["loadBalancerAttributes"]).map(({ key, value }) => [key, value]));
  return (key) => attributes.get(key);
}

function logs(enabled: Plain, bucket: Plain): Plain {
  return enabled === undefined && bucket === undefined ? undefined : given({ enabled, bucket });
}

export function loadBalancer(props: PlainObject, id: string): Twin[] {
  const attribute = attributesOf(props);
  return [
    {
      type: "aws:lb/loadBalancer:LoadBalancer",
      props: given({
        id,
        arn: id,
        loadBalancerType: props["type"],
        internal: props["scheme"] === "internal",
        subnets: props["subnets"],
        subnetMappings: props["subnetMappings"],
        securityGroups: props["securityGroups"],
        enableDeletionProtection: attribute("deletion_protection.enabled"),
        dropInvalidHeaderFields: attribute("routing.http.drop_invalid_header_fields.enabled"),
        desyncMitigationMode: attribute("routing.http.desync_mitigation_mode"),
        enableCrossZoneLoadBalancing: attribute("load_balancing.cross_zone.enabled"),
        accessLogs: logs(attribute("access_logs.s3.enabled"), attribute("access_logs.s3.bucket")),
        tags: tagsOf(props),
      }),
    },
  ];
}

function action(of: PlainObject): PlainObject {
  const forward = object(of["forwardConfig"]);
  return given({
    ...of,
    redirect: of["redirectConfig"],
    fixedResponse: of["fixedResponseConfig"],
    forward:
      of["forwardConfig"] === undefined
        ? undefined
        : {
            targetGroups: objects(forward["targetGroups"]).map((each) =>
              given({ arn: each["targetGroupArn"], weight: each["weight"] }),
            ),
          },
  });
}

export function listener(props: PlainObject, id: string): Twin[] {
  const [certificate] = objects(props["certificates"]);
  return [
    {
      type: "aws:lb/listener:Listener",
      props: given({
        ...props,
        id,
        arn: id,
        certificateArn: certificate?.["certificateArn"],
        defaultActions: objects(props["defaultActions"]).map(action),
      }),
    },
  ];
}

export function listenerRule(props: PlainObject): Twin[] {
  return [
    {
      type: "aws:lb/listenerRule:ListenerRule",
      props: given({ ...props, actions: objects(props["actions"]).map(action) }),
    },
  ];
}

export function targetGroup(props: PlainObject, id: string): Twin[] {
  return [
    {
      type: "aws:lb/targetGroup:TargetGroup",
      props: given({
        ...props,
        id,
        arn: id,
        healthCheck: given({
          enabled: props["healthCheckEnabled"],
          path: props["healthCheckPath"],
          protocol: props["healthCheckProtocol"],
          port: props["healthCheckPort"],
          interval: props["healthCheckIntervalSeconds"],
          timeout: props["healthCheckTimeoutSeconds"],
          matcher: object(props["matcher"])["httpCode"],
        }),
        tags: tagsOf(props),
      }),
    },
  ];
}

export function classic(props: PlainObject, id: string): Twin[] {
  const logging = object(props["accessLoggingPolicy"]);
  return [
    {
      type: "aws:elb/loadBalancer:LoadBalancer",
      props: given({
        ...props,
        id,
        listeners: objects(props["listeners"]).map((each) =>
          given({
            lbPort: each["loadBalancerPort"],
            lbProtocol: each["protocol"],
            instancePort: each["instancePort"],
            instanceProtocol: each["instanceProtocol"] ?? each["protocol"],
            sslCertificateId: each["sslCertificateId"],
          }),
        ),
        internal: props["scheme"] === "internal",
        accessLogs: logs(logging["enabled"], logging["s3BucketName"]),
        crossZoneLoadBalancing: props["crossZone"],
        connectionDraining: object(props["connectionDrainingPolicy"])["enabled"],
        tags: tagsOf(props),
      }),
    },
  ];
}
