import * as ec2 from "@pulumi/aws/ec2";
import * as iam from "@pulumi/aws/iam";
import * as rds from "@pulumi/aws/rds";
import * as s3 from "@pulumi/aws/s3";
import * as sqs from "@pulumi/aws/sqs";
import * as vpc from "@pulumi/aws/vpc";
import * as pulumi from "@pulumi/pulumi";

// What the stack of web-infra has made: its outputs `vpc` and `services`.
const config = new pulumi.Config();
const web = new pulumi.StackReference(config.require("webStack"));
const network = web.requireOutput("vpc");
const service = web.requireOutput("services").apply((services) => services[config.require("service")]);

// A database that only the service's instances reach: a group of private subnets, and a pair of security groups.
const subnets = new rds.SubnetGroup("orders", {
  subnetIds: network.apply(({ privateSubnetIds }) => privateSubnetIds),
});
const reach = new ec2.SecurityGroup("orders-db", {
  vpcId: network.apply(({ id }) => id),
  description: "Database of the orders: from the instances of the service alone",
});
new vpc.SecurityGroupIngressRule("orders-db", {
  securityGroupId: reach.id,
  referencedSecurityGroupId: service.apply(({ instanceSecurityGroupId }) => instanceSecurityGroupId),
  description: "PostgreSQL from the service",
  ipProtocol: "tcp",
  fromPort: 5432,
  toPort: 5432,
});
const database = new rds.Cluster(
  "orders",
  {
    engine: rds.EngineType.AuroraPostgresql,
    engineVersion: "16.6",
    databaseName: "orders",
    masterUsername: "orders",
    // RDS makes the password, keeps it in Secrets Manager and renews it; it is never in Pulumi's state.
    manageMasterUserPassword: true,
    storageEncrypted: true,
    dbSubnetGroupName: subnets.name,
    vpcSecurityGroupIds: [reach.id],
    backupRetentionPeriod: 14,
    copyTagsToSnapshot: true,
    deletionProtection: true,
    finalSnapshotIdentifier: "orders-final",
    serverlessv2ScalingConfiguration: { minCapacity: 0.5, maxCapacity: 4 },
  },
  { protect: true },
);
// Two, so that one can fail; RDS puts them into different zones.
for (const number of [1, 2]) {
  new rds.ClusterInstance(`orders-${number}`, {
    clusterIdentifier: database.id,
    engine: rds.EngineType.AuroraPostgresql,
    instanceClass: "db.serverless",
    publiclyAccessible: false,
  });
}

// A bucket for uploads: private, encrypted, by TLS only; what is half uploaded goes after a week.
const uploads = new s3.Bucket("uploads", {}, { protect: true });
new s3.BucketPublicAccessBlock("uploads", {
  bucket: uploads.id,
  blockPublicAcls: true,
  blockPublicPolicy: true,
  ignorePublicAcls: true,
  restrictPublicBuckets: true,
});
new s3.BucketServerSideEncryptionConfiguration("uploads", {
  bucket: uploads.id,
  rules: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }],
});
new s3.BucketOwnershipControls("uploads", {
  bucket: uploads.id,
  rule: { objectOwnership: "BucketOwnerEnforced" },
});
const versioning = new s3.BucketVersioning("uploads", {
  bucket: uploads.id,
  versioningConfiguration: { status: "Enabled" },
});
new s3.BucketLifecycleConfiguration(
  "uploads",
  {
    bucket: uploads.id,
    rules: [
      {
        id: "tidy",
        status: "Enabled",
        filter: { prefix: "" },
        abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
        noncurrentVersionExpiration: { noncurrentDays: 30 },
      },
    ],
  },
  { dependsOn: versioning },
);
new s3.BucketPolicy("uploads", {
  bucket: uploads.id,
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: "*",
        Action: "s3:*",
        Resource: [uploads.arn, pulumi.interpolate`${uploads.arn}/*`],
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  }),
});

// The browser sends files past the service, to the bucket itself: pages of the service may, no other's.
new s3.BucketCorsConfiguration("uploads", {
  bucket: uploads.id,
  corsRules: [
    {
      allowedMethods: ["POST"],
      allowedOrigins: [service.apply(({ url }) => url)],
      allowedHeaders: ["*"],
      maxAgeSeconds: 3600,
    },
  ],
});

// A queue, with a second one for what fails five times.
const failed = new sqs.Queue("mail-failed", {
  sqsManagedSseEnabled: true,
  messageRetentionSeconds: 1_209_600,
});
const mail = new sqs.Queue("mail", {
  sqsManagedSseEnabled: true,
  redrivePolicy: pulumi.jsonStringify({ deadLetterTargetArn: failed.arn, maxReceiveCount: 5 }),
});

// What the instances may do with them. The database's password comes by the key `secrets` of the service.
new iam.RolePolicy("own-resources", {
  role: service.apply(({ instanceRoleName }) => instanceRoleName),
  policy: pulumi.jsonStringify({
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["s3:GetObject", "s3:PutObject"],
        Resource: pulumi.interpolate`${uploads.arn}/*`,
      },
      {
        Effect: "Allow",
        Action: ["sqs:SendMessage", "sqs:ReceiveMessage", "sqs:DeleteMessage"],
        Resource: mail.arn,
      },
    ],
  }),
});

/** For the service's `environment`. */
export const environment = {
  DATABASE_HOST: database.endpoint,
  UPLOADS_BUCKET: uploads.id,
  MAIL_QUEUE_URL: mail.url,
};
/** For the service's `secrets`: `DATABASE_PASSWORD: <this>:password`. */
export const databaseSecretArn = database.masterUserSecrets.apply(([secret]) => secret?.secretArn);
