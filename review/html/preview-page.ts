import type { Finding, Stack } from "../preview-document";
import type { Box, Path } from "../request-path/path";
import { pathsOf } from "../request-path/paths";
import { attribute, escaped } from "./escape";
import { anchor, pageFrame } from "./frame";
import { picture, type Notes } from "./picture";
import { resourceTree } from "./resources";

/** A page about a service's growth, to be shown inside of this one. */
export interface GrowthPage {
  readonly stack: string;
  readonly service: string;
  readonly html: string;
}

/** The page of one preview: the way of a request, of a release, growth, findings, resources. */
export function previewPage(
  project: string,
  stacks: readonly Stack[],
  growth: readonly GrowthPage[],
): string {
  const nav = stacks.flatMap(({ stack }): readonly (readonly [string, string])[] => [
    [anchor(stack, "requests"), `${stack}: requests`],
    [anchor(stack, "releases"), "releases"],
    ...(growth.some((one) => one.stack === stack) ? [[anchor(stack, "growth"), "growth"] as const] : []),
    [anchor(stack, "findings"), "findings"],
    [anchor(stack, "resources"), "resources"],
  ]);
  const lead = stacks.map(leadOf).join("");
  const body = stacks
    .map((stack) =>
      stackBody(
        stack,
        growth.filter((one) => one.stack === stack.stack),
      ),
    )
    .join("\n");
  return pageFrame(`${project}: preview of ${stacks.map(({ stack }) => stack).join(", ")}`, lead, nav, body);
}

function leadOf({ stack, resources, findings, errors, notSimulated }: Stack): string {
  const mandatory = findings.filter(({ enforcement }) => enforcement === "mandatory").length;
  const parts = [
    `${resources.length} resources`,
    `${mandatory} mandatory and ${findings.length - mandatory} advisory findings`,
    ...(notSimulated.length > 0 ? [`${notSimulated.length} types not simulated`] : []),
    ...errors.map((error) => error.split("\n")[0] ?? ""),
  ];
  const level = errors.length > 0 || mandatory > 0 ? "high" : findings.length > 0 ? "medium" : "low";
  return `<p class="verdict ${level}">${escaped(`${stack}: ${parts.join(", ")}`)}</p>`;
}

/** Marks nothing, and counts the findings of the resources behind a box. */
function notesOf(findings: readonly Finding[]): Notes {
  return {
    markOf: () => "",
    findingsOf: ({ urns }: Box) => findings.filter(({ urn }) => urns.includes(urn)),
  };
}

function stackBody(stack: Stack, growth: readonly GrowthPage[]): string {
  const paths = pathsOf(stack.resources);
  const notes = notesOf(stack.findings);
  const requests = paths.filter(({ kind }) => kind !== "pipeline");
  const releases = paths.filter(({ kind }) => kind === "pipeline");
  const pictures = (all: readonly Path[]): string =>
    all.map((path) => `<h3>${escaped(`${path.kind} ${path.name}`)}</h3>${picture(path, notes)}`).join("");
  const name = stack.stack;
  return [
    section(
      name,
      "requests",
      "the way of a request",
      pictures(requests) || "<p>No distribution, load balancer or environment that this page knows.</p>",
    ),
    section(name, "releases", "the way of a release", pictures(releases) || "<p>No pipeline.</p>"),
    growth.length === 0
      ? ""
      : section(name, "growth", "when traffic grows", growth.map(growthFrame).join("")),
    section(name, "findings", "findings", findingList(stack.findings)),
    section(
      name,
      "resources",
      "resources",
      resourceTree(anchor(name, "tree"), stack.resources, stack.findings),
    ),
  ].join("\n");
}

function section(stack: string, part: string, title: string, body: string): string {
  return `<section aria-labelledby="${anchor(stack, part)}"><h2 id="${anchor(stack, part)}">${escaped(`${stack}: ${title}`)}</h2>${body}</section>`;
}

function growthFrame({ service, html }: GrowthPage): string {
  return `<h3>${escaped(service)}</h3><iframe loading="lazy" title=${attribute(`growth of ${service}`)} srcdoc=${attribute(html)}></iframe>`;
}

const SEVERITIES = ["critical", "high", "medium", "low", "unspecified"];

/** By enforcement, then by severity. */
function findingList(findings: readonly Finding[]): string {
  if (findings.length === 0) return "<p>None.</p>";
  const rank = ({ enforcement, severity }: Finding): number =>
    (enforcement === "mandatory" ? 0 : 10) + SEVERITIES.indexOf(severity);
  const items = [...findings]
    .sort((a, b) => rank(a) - rank(b))
    .map(({ enforcement, severity, policy, pack, urn, message }) => {
      const [what = "", ...rest] = message.split("\n");
      const more = rest.map((line) => `<li>${escaped(line)}</li>`).join("");
      return `<li class="${enforcement}"><span class="severity">${escaped(`${enforcement}, ${severity}`)}</span> <strong>${escaped(policy)}</strong> (${escaped(pack)}): ${escaped(urn.split("::").slice(2).join(" ").split("$").at(-1) ?? "")}<ul><li>${escaped(what)}</li>${more}</ul></li>`;
    });
  return `<ul class="items">${items.join("")}</ul>`;
}
