import { z } from "zod";

/** The retention times that CloudWatch Logs knows, in days. */
export const RETENTION_DAYS = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1827, 3653,
] as const;

/** A retention time of CloudWatch Logs. */
export const retentionDays = z
  .number()
  .refine(
    (days) => RETENTION_DAYS.some((each) => each === days),
    `must be one of ${RETENTION_DAYS.join(", ")}`,
  );
