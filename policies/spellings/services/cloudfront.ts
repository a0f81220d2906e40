import { given, object, objects, tagsOf, without, type PlainObject, type Twin } from "../plain";

function origin(of: PlainObject): PlainObject {
  const access = object(of["s3OriginConfig"]);
  const identity = access["originAccessIdentity"];
  return given({
    ...without(of, "s3OriginConfig"),
    originId: of["id"],
    s3OriginConfig:
      identity === undefined || identity === "" ? undefined : { originAccessIdentity: identity },
    customHeaders: of["originCustomHeaders"],
  });
}

export function distribution(props: PlainObject, id: string): Twin[] {
  const config = object(props["distributionConfig"]);
  const certificate = object(config["viewerCertificate"]);
  const groups = objects(object(config["originGroups"])["items"]);
  return [
    {
      type: "aws:cloudfront/distribution:Distribution",
      props: given({
        ...config,
        id,
        arn: id,
        origins: objects(config["origins"]).map(origin),
        originGroups: groups.map((each) => given({ ...each, originId: each["id"] })),
        orderedCacheBehaviors: config["cacheBehaviors"],
        loggingConfig: config["logging"],
        viewerCertificate: given({
          ...certificate,
          cloudfrontDefaultCertificate: certificate["cloudFrontDefaultCertificate"],
        }),
        tags: tagsOf(props),
      }),
    },
  ];
}

export function accessControl(props: PlainObject, id: string): Twin[] {
  return [
    {
      type: "aws:cloudfront/originAccessControl:OriginAccessControl",
      props: given({ ...object(props["originAccessControlConfig"]), id }),
    },
  ];
}

export function headersPolicy(props: PlainObject, id: string): Twin[] {
  return [
    {
      type: "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy",
      props: given({ ...object(props["responseHeadersPolicyConfig"]), id }),
    },
  ];
}
