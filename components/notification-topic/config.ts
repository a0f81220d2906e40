/** What a NotificationTopic takes. */
import { z } from "zod";
import { email, region, type SameShape } from "../fields";

/** A topic for people: alarms and pipeline events go in, e-mail goes out. */
export interface NotificationTopicArgs {
  /**
   * Addresses that get every message. Each gets one mail that asks for confirmation; until then it gets nothing else.
   * @see https://docs.aws.amazon.com/sns/latest/dg/sns-email-notifications.html
   */
  readonly emails: readonly string[];
  /**
   * Region of the topic. An alarm can only notify a topic of its own region, and those of CloudFront are in us-east-1.
   * @default the stack's region
   */
  readonly region?: string | undefined;
}

/** Arguments of the component. */
export const notificationTopicArgsSchema = z.strictObject({
  emails: z
    .array(email)
    .refine((emails) => new Set(emails).size === emails.length, "must not name an address twice")
    .readonly(),
  region: region.optional(),
});

// The compiler holds schema and interface equal.
true satisfies SameShape<z.input<typeof notificationTopicArgsSchema>, NotificationTopicArgs>;
