/**
 * Whether a CloudFront security policy is this strict or stricter: by TLS version, then by year, so that policies which
 * AWS adds later are accepted too.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html
 */
export function isViewerPolicyAtLeast(policy: string | undefined, minimum: string): boolean {
  const got = viewerRank(policy ?? "");
  const wanted = viewerRank(minimum);
  return (
    got !== undefined &&
    wanted !== undefined &&
    (got.version > wanted.version || (got.version === wanted.version && got.year >= wanted.year))
  );
}

function viewerRank(policy: string): { version: number; year: number } | undefined {
  const match = /^TLSv1(?:\.(\d))?(?:_(\d{4}))?$/.exec(policy);
  return match === null ? undefined : { version: Number(match[1] ?? 0), year: Number(match[2] ?? 0) };
}

/**
 * Whether a load balancer's security policy allows nothing below TLS 1.2 (or 1.3) and none of the ciphers that AWS kept
 * for old clients only ("Ext").
 *
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html
 */
export function isLoadBalancerPolicyAtLeast(policy: string | undefined, minimum: "1.2" | "1.3"): boolean {
  const match = /^ELBSecurityPolicy-(?:TLS13|TLS|FS)-1-(\d)(?:-|$)(.*)$/.exec(policy ?? "");
  return (
    match !== null && Number(match[1]) >= Number(minimum.slice(2)) && !/(?:^|-)Ext/i.test(match[2] ?? "")
  );
}
