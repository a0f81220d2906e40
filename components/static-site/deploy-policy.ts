import * as pulumi from "@pulumi/pulumi";
import { type PolicyDocument, policyDocument } from "../aws/policy-document";
import { type ReleasedSite, releaseRights } from "../deploy-pipeline/targets/static-site/release-rights";

/** The least that a role needs to release to a site, and to show and end previews of its releases. */
export function deployPolicy(site: ReleasedSite): PolicyDocument {
  return policyDocument(...releaseRights(site));
}

/** The same as JSON. */
export function deployPolicyJson(site: pulumi.Output<ReleasedSite>): pulumi.Output<string> {
  return pulumi.jsonStringify(site.apply(deployPolicy));
}
