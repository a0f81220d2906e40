import { pino } from "pino";
import { release } from "./release.mjs";

/**
 * One JSON object a line on standard output: Elastic Beanstalk keeps it in /var/log/web.stdout.log and streams it to
 * CloudWatch Logs, whose Insights queries take the fields as they are (`filter status >= 500 | stats count() by path`).
 */
export const log = pino({
  level: process.env.LOG_LEVEL ?? "info",
  base: { release },
  messageKey: "message",
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (level) => ({ level }) },
});
