import { z } from "zod";
import type { Options } from "./option-settings/option-setting";

/** The key of a service that says what Elastic Beanstalk itself reports. */
export interface NotificationsKeys {
  /**
   * Has Beanstalk itself send its warnings to the alarm topic as well. They are many, cannot be filtered, and say
   * little that the alarms do not; the role that deploys must be allowed to publish to the topic, too.
   *
   * @default false
   * @see https://docs.aws.amazon.com/elasticbeanstalk/latest/dg/using-features.managing.sns.html
   */
  readonly eventNotifications?: boolean | undefined;
}

export const notificationsShape = { eventNotifications: z.boolean().default(false) } as const;

export type Notifications = z.output<z.ZodObject<typeof notificationsShape>>;

/** @param topicArn undefined where Beanstalk sends nothing */
export function notificationsOptions<V>(topicArn: V | undefined): Options<V> {
  return { "aws:elasticbeanstalk:sns:topics": { "Notification Topic ARN": topicArn } };
}
