// Which modules of @pulumi/aws the table of replacements knows.

/** Services of web programs; a type of another one has no entry, and the report says so. */
export const MODULES = [
  ...["acm", "apigateway", "apigatewayv2", "appautoscaling", "autoscaling"],
  ...["backup", "cloudfront", "cloudtrail", "cloudwatch", "codebuild"],
  ...[
    "codeconnections",
    "codedeploy",
    "codepipeline",
    "codestarconnections",
    "cognito",
    "dynamodb",
    "ebs",
    "ec2",
  ],
  ...[
    "ecr",
    "ecs",
    "efs",
    "eks",
    "elasticache",
    "elasticbeanstalk",
    "elb",
    "iam",
    "kinesis",
    "kms",
    "lambda",
  ],
  ...["lb", "mq", "msk", "opensearch", "docdb", "neptune", "rds", "redshift", "route53"],
  ...["s3", "scheduler", "secretsmanager", "servicediscovery", "sfn", "sns", "sqs", "ssm", "vpc", "wafv2"],
];
