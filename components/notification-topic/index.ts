export { NotificationTopic, type NotificationTopicArgs } from "./notification-topic";
