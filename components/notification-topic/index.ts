export { type NotificationTopicArgs, notificationTopicArgsSchema } from "./config";
export { NotificationTopic } from "./notification-topic";
