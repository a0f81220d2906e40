/** Invalidations of a distribution. */
import {
  CloudFrontClient,
  CreateInvalidationCommand,
  GetInvalidationCommand,
} from "@aws-sdk/client-cloudfront";
import { clientOptions, clientPerEndpoint } from "./clients";
import { call } from "./errors";

/** CloudFront's API has one place. */
const REGION = "us-east-1";

const cloudfront = clientPerEndpoint("CLOUDFRONT", () => new CloudFrontClient(clientOptions(REGION)));

/** Makes CloudFront forget everything: one path, so one of the free 1,000 a month. Returns the invalidation's id. */
export async function createInvalidation(distributionId: string, reference: string): Promise<string> {
  const answer = await call(`cloudfront CreateInvalidation ${distributionId}`, async () =>
    cloudfront().send(
      new CreateInvalidationCommand({
        DistributionId: distributionId,
        // The same reference makes a second attempt after a lost answer the same invalidation.
        InvalidationBatch: { CallerReference: reference, Paths: { Quantity: 1, Items: ["/*"] } },
      }),
    ),
  );
  return answer.Invalidation?.Id ?? "";
}

export async function invalidationStatus(distributionId: string, id: string): Promise<string | undefined> {
  const answer = await call(`cloudfront GetInvalidation ${id}`, async () =>
    cloudfront().send(new GetInvalidationCommand({ DistributionId: distributionId, Id: id })),
  );
  return answer.Invalidation?.Status;
}
