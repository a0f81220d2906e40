import { cloudfront } from "./cloudfront";
import { dns } from "./dns";
import { ec2 } from "./ec2";
import { elasticBeanstalk } from "./elasticbeanstalk";
import type { Table } from "./functions";
import { general } from "./general";
import { iam } from "./iam";
import { loadBalancing } from "./lb";
import { secrets } from "./secrets";
import { services } from "./services";
import { storage } from "./storage";

/** One table, by function token. To have a function answered, add a line to its service's file. */
export const TABLE: Table = {
  ...cloudfront,
  ...dns,
  ...ec2,
  ...elasticBeanstalk,
  ...general,
  ...iam,
  ...loadBalancing,
  ...secrets,
  ...services,
  ...storage,
};
