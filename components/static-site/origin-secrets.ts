/** Headers with a secret value that the distribution sends to origins of `apiRoutes`, which answer no one else. */
import type { types } from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import { type Fault, hostName, type Rule, secretArn } from "../fields";
import { originHeaderName, originSecretValue, secretValue } from "../origin-secret";

export interface OriginSecretsKeys {
  /**
   * Host of `apiRoutes` → the header with which the distribution proves to it who it is: `originSecret` of a service has the
   * same header and secret. It takes the place of what a visitor sends under that name.
   *
   * @default {}
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/add-origin-custom-headers.html
   */
  readonly originSecrets?: Readonly<Record<string, OriginSecretHeader>> | undefined;
}

/** The header, and where its value is kept. */
export interface OriginSecretHeader {
  /** Name of the header, 1–40 letters, digits, `-` and `_`, not beginning with `X-Amz-` or `X-Edge-`. @default "X-Origin-Verify" */
  readonly headerName?: string | undefined;
  /**
   * ARN of the secret (Secrets Manager, then `:KEY` for one key of a JSON secret, or a Systems Manager parameter), in the stack's
   * region, of 16–128 characters without `*` and `?`. It is read by whom runs `pulumi up`, and stands encrypted in the state.
   */
  readonly secret: string;
}

export const originSecretsShape = {
  originSecrets: z
    .record(
      hostName,
      z.strictObject({
        headerName: originHeaderName.refine(
          (name) => !/^x-(?:amz|edge)-/i.test(name),
          "must not begin with X-Amz- or X-Edge-, which CloudFront does not send to origins",
        ),
        secret: secretArn,
      }),
    )
    .readonly()
    .default({}),
} as const;

export type OriginSecrets = z.output<z.ZodObject<typeof originSecretsShape>>;

type Routed = OriginSecrets & { readonly apiRoutes: Readonly<Record<string, string>> };

export const originSecretsRules: readonly Rule<Routed>[] = [
  { reads: ["apiRoutes"], entriesOf: ["originSecrets"], faults: withoutRoute },
];

function withoutRoute({ originSecrets, apiRoutes }: Routed): Fault[] {
  const hosts = new Set(Object.values(apiRoutes));
  return Object.keys(originSecrets)
    .filter((host) => !hosts.has(host))
    .map((host) => ({ path: ["originSecrets", host], message: "must be a host that apiRoutes leads to" }));
}

/** The header for one origin, if it has one. */
export function secretHeaders(
  host: string,
  { originSecrets }: OriginSecrets,
  opts: pulumi.InvokeOptions,
): Pick<types.input.cloudfront.DistributionOrigin, "customHeaders"> {
  const header = originSecrets[host];
  if (header === undefined) return {};
  const { headerName: name, secret } = header;
  const value = secretValue(secret, opts).apply((text) => originSecretValue(text, secret));
  return { customHeaders: [{ name, value }] };
}
