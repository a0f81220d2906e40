import { z } from "zod";

/**
 * Id of a Route 53 hosted zone: a Z and capitals and digits, 32 at most.
 *
 * @see https://docs.aws.amazon.com/Route53/latest/APIReference/API_GetHostedZone.html
 */
export const zoneId = z
  .string()
  .regex(/^Z[0-9A-Z]{5,31}$/, "must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ");
