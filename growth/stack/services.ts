import { UsageError } from "../../offline/errors";
import type { ServiceSettings } from "../model/settings";
import { groupSettings } from "./autoscaling-group";
import { beanstalkSettings } from "./beanstalk";
import { clusterSettings, isCluster } from "./cluster";
import { regionIn, type StackDocument, type StackResource } from "./document";
import { siteSettings, type SiteSettings } from "./site";

const ENVIRONMENT = "aws:elasticbeanstalk/environment:Environment";
const GROUP = "aws:autoscaling/group:Group";
const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";

/** What a stack has that traffic reaches. */
export interface Found {
  readonly name: string;
  readonly kind: "service" | "site";
  readonly resource: StackResource;
}

/** Everything with a name of its own: that of the component around it, else the resource's. */
function found(document: StackDocument): readonly Found[] {
  const result: Found[] = [];
  for (const resource of document.resources) {
    const kind =
      resource.type === DISTRIBUTION
        ? "site"
        : resource.type === ENVIRONMENT || resource.type === GROUP
          ? "service"
          : undefined;
    if (kind === undefined) continue;
    result.push({ name: nameOf(resource, document.resources), kind, resource });
  }
  return result;
}

/** The component's name where it has this one resource of the kind, so that a standby environment keeps its own. */
function nameOf(resource: StackResource, resources: readonly StackResource[]): string {
  const parent = resources.find(({ urn }) => urn === resource.parent);
  if (parent === undefined || parent.type === "pulumi:pulumi:Stack") return resource.name;
  const siblings = resources.filter(
    ({ type, parent: other }) => type === resource.type && other === parent.urn,
  );
  return siblings.length === 1 ? parent.name : resource.name;
}

/**
 * The service of a stack: the named one, or the only one.
 *
 * @throws UsageError where there is none, or several and none is named
 */
export function chooseService(document: StackDocument, wanted: string | undefined): Found {
  const all = found(document);
  const names = (kind: Found["kind"]): string =>
    all
      .filter((entry) => entry.kind === kind)
      .map(({ name }) => name)
      .join(", ");
  if (wanted !== undefined) {
    const match = all.find(({ name, resource }) => name === wanted || resource.name === wanted);
    if (match !== undefined) return match;
    const known = all.map(({ name }) => name).join(", ");
    throw new UsageError(
      `--service ${wanted}: stack ${document.stack} has ${known === "" ? "nothing that answers requests" : known}`,
    );
  }
  const services = all.filter(({ kind }) => kind === "service");
  const [only] = services;
  if (only === undefined) {
    const sites = names("site");
    throw new UsageError(
      `stack ${document.stack} has no service: no Beanstalk environment and no aws.autoscaling.Group` +
        (sites === "" ? "" : `; for a site, name it: --service ${sites.split(", ")[0] ?? ""}`),
    );
  }
  if (services.length > 1)
    throw new UsageError(
      `stack ${document.stack} has several services; name one with --service: ${names("service")}`,
    );
  return only;
}

/** Reads the settings of a service of a stack. */
export function serviceSettings({ name, resource }: Found, document: StackDocument): ServiceSettings {
  if (resource.type === GROUP) return groupSettings(name, resource, document.resources);
  return isCluster(resource)
    ? clusterSettings(name, resource)
    : beanstalkSettings(name, resource, document.resources);
}

/** Reads the settings of a site of a stack. */
export function siteOf({ name, resource }: Found, document: StackDocument): SiteSettings {
  return siteSettings(name, resource, document.resources);
}

/** The region that the stack's resources are in, where they show it. */
export function regionOf(document: StackDocument): string | undefined {
  return regionIn(document.resources);
}
