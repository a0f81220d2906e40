// The text of a new stack's file, with a comment wherever a reader would have a question.

/** Second-level domains under which names are registered, such as co.uk: a zone is one label longer. */
const REGISTRIES = new Set(["ac", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org"]);

/** The zone that a host most likely lies in: the host without its first label, but never a registry's. */
export function zoneOf(host) {
  const labels = host.split(".");
  const isApex =
    labels.length <= 2 || (labels.length === 3 && REGISTRIES.has(labels[1]) && labels[2].length === 2);
  return isApex ? host : labels.slice(1).join(".");
}

/** @param answers stack, kind, region; domain, zone, email and repository where there are any */
export function stackFileText(project, answers) {
  const { stack, kind, region, domain, zone, email, repository } = answers;
  const hosted = domain === undefined ? undefined : (zone ?? zoneOf(domain));
  const serviceHost = kind === "service" ? domain : `app.${hosted}`;
  return [
    "# yaml-language-server: $schema=./stack.schema.json",
    `# Stack ${stack}. Every key: docs/configuration.md; what it makes: npm run preview -- --stack ${stack}`,
    "config:",
    `  aws:region: ${region}`,
    `  aws:defaultTags: {tags: {Project: ${project}, Stack: ${stack}}}`,
    ...(hosted === undefined
      ? []
      : [
          `  # The public hosted zone in Route 53 that holds every host below.`,
          `  ${project}:zone: ${hosted}`,
        ]),
    ...(email === undefined
      ? [`  # ${project}:alarmEmail: ops@example.com  # who gets the alarms; without it, none are made`]
      : [`  # Gets the alarms; AWS asks it once to confirm.`, `  ${project}:alarmEmail: ${email}`]),
    ...(kind === "service" ? [] : siteLines(project, domain, repository)),
    ...(kind === "site"
      ? []
      : serviceLines(project, serviceHost, kind === "service" ? repository : undefined)),
    "",
  ].join("\n");
}

function siteLines(project, domain, repository) {
  return [
    "  # Static sites: Route 53, CloudFront, a private S3 bucket (docs/static-site.md).",
    `  ${project}:sites:`,
    "    www:",
    ...(domain === undefined
      ? ["      # domain: www.example.com  # with it: certificate, DNS records; then also zone above"]
      : [`      domain: ${domain}`]),
    "      mode: spa  # a single-page application; static for pages made beforehand",
    ...pipelineLines(repository),
  ];
}

function serviceLines(project, domain, repository) {
  return [
    "  # Server-rendered services: a load balancer, Elastic Beanstalk, EC2 (docs/ssr-service.md).",
    `  ${project}:services:`,
    "    app:",
    `      domain: ${domain}`,
    "      healthCheckPath: /health  # answers 200 while the instance can serve; not /",
    "      scaling: {min: 2, max: 4}  # grows by CPU; docs/growth.md shows what traffic does",
    ...pipelineLines(repository),
  ];
}

function pipelineLines(repository) {
  return repository === undefined
    ? [
        "      # pipeline: {repository: team/www, branch: main}  # releases each push (docs/deploy-pipeline.md)",
      ]
    : [
        "      # Each push to the branch is built, waits for an approval, and goes live.",
        `      pipeline: {repository: ${repository}, branch: main, approval: true}`,
      ];
}
