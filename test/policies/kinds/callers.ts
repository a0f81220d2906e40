import { aws, bad, document, good, type Kind } from "./kind";

const ACCOUNT = "111122223333";
const permission = (props: object) =>
  aws("lambda/permission:Permission", { action: "lambda:InvokeFunction", function: "f", ...props });
const passRole = (resource: string) =>
  aws("iam/policy:Policy", { policy: document({ Action: "iam:PassRole", Resource: resource }) });

/** Who may call a function, and which roles may be passed: by patterns of ARNs. */
export const callerKinds: readonly Kind[] = [
  bad(
    "iam-no-public-resource",
    "a function for every bucket there is",
    permission({ principal: "*", sourceArn: "arn:aws:s3:::*" }),
  ),
  bad(
    "lambda-permission-source",
    "S3 for every bucket there is",
    permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::*" }),
  ),
  bad(
    "lambda-permission-source",
    "topics of every account",
    permission({ principal: "sns.amazonaws.com", sourceArn: "arn:aws:sns:eu-west-1:*:*" }),
  ),
  bad(
    "lambda-permission-source",
    "one name of a rule, in every account",
    permission({ principal: "events.amazonaws.com", sourceArn: "arn:aws:events:*:*:rule/nightly" }),
  ),
  bad(
    "lambda-permission-source",
    "an account by a pattern",
    permission({ principal: "s3.amazonaws.com", sourceAccount: "1111*" }),
  ),
  good(
    "every rule of one account",
    permission({
      principal: "events.amazonaws.com",
      sourceArn: `arn:aws:events:eu-west-1:${ACCOUNT}:rule/*`,
    }),
  ),
  good(
    "every method of one API",
    permission({
      principal: "apigateway.amazonaws.com",
      sourceArn: `arn:aws:execute-api:eu-west-1:${ACCOUNT}:abc123/*/*`,
    }),
  ),
  good(
    "every method of one API, whose id is its owner's alone",
    permission({
      principal: "apigateway.amazonaws.com",
      sourceArn: "arn:aws:execute-api:eu-west-1:*:abc1234567/*/*",
    }),
  ),
  good(
    "one bucket, whose name is its owner's alone",
    permission({ principal: "s3.amazonaws.com", sourceArn: "arn:aws:s3:::files" }),
  ),
  bad(
    "iam-passrole",
    "every role of the account, by a variable",
    passRole("arn:aws:iam::${aws:PrincipalAccount}:role/*"),
  ),
  bad(
    "iam-no-exfiltration",
    "every secret of the account, by a variable",
    aws("iam/policy:Policy", {
      policy: document({
        Action: "secretsmanager:GetSecretValue",
        Resource: "arn:aws:secretsmanager:*:${aws:PrincipalAccount}:secret:*",
      }),
    }),
  ),
  good(
    "a part of the roles, by a variable",
    passRole(`arn:aws:iam::${ACCOUNT}:role/` + "${aws:PrincipalTag/team}-*"),
  ),
];
