/** Where CloudFront reads its certificates and web ACLs, and where its metrics, alarms and log deliveries are. */
export const US_EAST_1 = "us-east-1";
