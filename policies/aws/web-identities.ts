/**
 * Conditions on the claims of web identities: whether one leaves only workloads of a known owner. Providers such as
 * GitHub serve every customer from one address, so that a subject without its owner lets in strangers.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html
 * @see https://docs.github.com/en/actions/reference/security/oidc
 */

/** Audiences that are the same for every customer of a provider. */
const SHARED_AUDIENCE =
  /^(?:sts\.amazonaws\.com|https:\/\/(?:gitlab\.com|github\.com)\/?|api:\/\/AzureADTokenExchange)$/i;

/** Providers that let a job choose its audience, so that it says nothing of the owner. */
const CHOSEN_AUDIENCE =
  /^(?:token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|agent\.buildkite\.com|oidc\.codefresh\.io):/i;

/** Claims that name an owner or a project by themselves. */
const OWNER_CLAIM =
  /:(?:repository|repository_id|repository_owner|repository_owner_id|job_workflow_ref|enterprise|enterprise_id|namespace_id|namespace_path|project_id|project_path|app_id|oaud|azp|org_id|workspace_id|terraform_organization_id|terraform_workspace_id|google\/organization_number|saml:\w+)$/i;

/**
 * Providers that serve everybody, and what their subjects must begin with: the part that no other principal can have. A claim
 * that anybody may choose (a workflow's name, a branch, an environment) says nothing of the owner.
 */
const SHARED_PROVIDERS: readonly (readonly [RegExp, RegExp])[] = [
  [
    /^token\.actions\.githubusercontent\.com(?:\/|:)/i,
    /^(?:repo:[^*?:/]+\/|repository(?:_owner)?:[^*?:/]+(?:[:/]|$)|repository(?:_owner)?_id:\d+(?::|$)|job_workflow_ref:[^*?:/]+\/|enterprise(?:_id)?:[^*?:]+(?::|$))/i,
  ],
  [/^gitlab\.com:/i, /^(?:project_path|namespace_path):[^*?:/]+(?:[:/]|$)/i],
  [/^app\.terraform\.io:/i, /^organization:[^*?:]+:/i],
  [/^agent\.buildkite\.com:/i, /^organization:[^*?:]+:/i],
  [/^oidc\.codefresh\.io:/i, /^account:[^*?:]+:/i],
  [/^cognito-identity\.amazonaws\.com:/i, /^[\w-]+:[0-9a-f-]{36}$/i],
  [/^(?:accounts\.google\.com|appleid\.apple\.com):/i, /^[^*?]+$/],
];

/** @param value undefined where it is not known yet: then it is one resource's own, never a pattern for everybody */
export function isNarrowClaim(key: string, value: string | undefined): boolean {
  if (value === undefined) {
    return true;
  }
  if (/:aud$/i.test(key)) {
    return !/[*?]/.test(value) && value !== "" && !SHARED_AUDIENCE.test(value) && !CHOSEN_AUDIENCE.test(key);
  }
  if (OWNER_CLAIM.test(key)) {
    return isOwned(value);
  }
  if (!/:sub$/i.test(key)) {
    return false;
  }
  const shared = SHARED_PROVIDERS.find(([provider]) => provider.test(key));
  return shared === undefined ? isSomething(value) : shared[1].test(value);
}

/** An owner that is written out up to its end, or to the slash before the project. */
function isOwned(value: string): boolean {
  const [owner = ""] = value.split("/");
  return owner !== "" && !/[*?]/.test(owner);
}

/** At least one part of the subject beside its kind is written out: system:serviceaccount:shop:*, {uuid}*. */
function isSomething(value: string): boolean {
  const [, text = ""] = /^([^*?]*)/.exec(value) ?? [];
  return !/^(?:[a-z_]*[:/])?[{:/]*$/i.test(text) || (text === value && value !== "");
}
