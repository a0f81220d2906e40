// Static sites as an AWS CDK app with cdk-nag's AWS Solutions rules, one stack a site: what `npm run bench -- --only cdk` measures beside this
// project. Runs in a folder where the packages are installed; argument: the number of sites. Prints the number of resources.
const {
  App,
  Aspects,
  Duration,
  Stack,
  aws_certificatemanager: acm,
  aws_cloudfront: cloudfront,
  aws_cloudfront_origins: origins,
  aws_cloudwatch: cloudwatch,
  aws_route53: route53,
  aws_route53_targets: targets,
  aws_s3: s3,
} = require("aws-cdk-lib");
const { AwsSolutionsChecks } = require("cdk-nag");

// The output stays beside the app, which is removed after the run.
const app = new App({ outdir: "cdk.out" });
Aspects.of(app).add(new AwsSolutionsChecks());
const stacks = Array.from({ length: Number(process.argv[2]) }, (_, index) => site(`site${index}`));
const { stacks: made } = app.synth();
if (made.length !== stacks.length) throw new Error(`${made.length} of ${stacks.length} stacks`);
const findings = made.flatMap(({ messages }) => messages);
if (!findings.some(({ entry }) => String(entry.data).includes("AwsSolutions-")))
  throw new Error("cdk-nag has judged nothing");
console.log(made.reduce((sum, { template }) => sum + Object.keys(template.Resources).length, 0));

function site(name) {
  const stack = new Stack(app, name, { env: { account: "000000000000", region: "us-east-1" } });
  const domain = `${name}.example.com`;
  const zone = route53.HostedZone.fromHostedZoneAttributes(stack, "Zone", {
    hostedZoneId: "Z0123456789ABCDEFGHIJ",
    zoneName: "example.com",
  });
  const common = {
    blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
    encryption: s3.BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    versioned: true,
    lifecycleRules: [{ noncurrentVersionExpiration: Duration.days(30) }],
  };
  const logs = new s3.Bucket(stack, "Logs", {
    ...common,
    objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_PREFERRED,
  });
  const content = new s3.Bucket(stack, "Content", { ...common, serverAccessLogsBucket: logs });
  const certificate = new acm.Certificate(stack, "Certificate", {
    domainName: domain,
    subjectAlternativeNames: [`from-${domain}`],
    validation: acm.CertificateValidation.fromDns(zone),
  });
  const router = new cloudfront.Function(stack, "Router", {
    code: cloudfront.FunctionCode.fromInline("function handler(event) { return event.request; }"),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    keyValueStore: new cloudfront.KeyValueStore(stack, "Routes"),
  });
  const headers = new cloudfront.ResponseHeadersPolicy(stack, "Headers", {
    securityHeadersBehavior: { contentTypeOptions: { override: true } },
  });
  const distribution = new cloudfront.Distribution(stack, "Distribution", {
    certificate,
    domainNames: [domain, `from-${domain}`],
    defaultRootObject: "index.html",
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    logBucket: logs,
    defaultBehavior: {
      origin: origins.S3BucketOrigin.withOriginAccessControl(content),
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: headers,
      functionAssociations: [{ function: router, eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    },
  });
  const target = route53.RecordTarget.fromAlias(new targets.CloudFrontTarget(distribution));
  for (const recordName of [domain, `from-${domain}`]) {
    new route53.ARecord(stack, `A-${recordName}`, { zone, recordName, target });
    new route53.AaaaRecord(stack, `Aaaa-${recordName}`, { zone, recordName, target });
  }
  new cloudwatch.Alarm(stack, "Errors", {
    metric: distribution.metric5xxErrorRate(),
    threshold: 5,
    evaluationPeriods: 2,
  });
  return stack;
}
