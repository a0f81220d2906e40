/** The former home of what is in components/fields, until the rooms that still import it have moved. */
export {
  BEANSTALK_RETENTION_DAYS as RETENTION_DAYS,
  beanstalkRetentionDays as retentionDays,
} from "../fields/retention";
