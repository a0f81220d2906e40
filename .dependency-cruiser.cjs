/**
 * The arrows between rooms: who may import whom (docs/architecture.md). `npm run check:imports` holds them; types count,
 * since a type in the wrong file couples two rooms as well.
 */

/** What a room may import of this project, itself apart. Anything else is a fault. */
const ROOMS = {
  "components/fields": ["components/aws/regions"],
  "components/aws": [],
  "components/release-contract": ["components/fields/nearest"],
  "components/edge": ["components/fields", "components/release-contract"],
  "components/origin-secret": ["components/fields"],
  "components/network": ["components/fields", "components/aws"],
  "components/notification-topic": ["components/fields", "components/aws"],
  "components/deploy-pipeline": [
    "components/fields",
    "components/aws",
    "components/release-contract",
    "components/notification-topic",
  ],
  "components/static-site": [
    "components/fields",
    "components/aws",
    "components/edge",
    "components/origin-secret",
    "components/release-contract",
    "components/deploy-pipeline/targets/static-site",
  ],
  "components/ssr-service": [
    "components/fields",
    "components/aws",
    "components/network",
    "components/origin-secret",
    "components/deploy-pipeline/targets/elastic-beanstalk",
  ],
  // What a program of another language sees of the components: all of them.
  "components/provider": [
    "components/fields",
    "components/network",
    "components/notification-topic",
    "components/deploy-pipeline",
    "components/static-site",
    "components/ssr-service",
  ],
  components: [],
  // A stack that is like another one reads that one's file as Pulumi does: the preview's reader is the one that was compared with it.
  config: ["components", "offline/project/stack-file"],
  release: [
    "components/release-contract",
    "components/fields/nearest",
    "offline/cli/given-twice",
    "offline/cli/help",
  ],
  offline: [],
  growth: ["offline", "components/aws/instance-types"],
  rehearsal: ["offline"],
  review: ["offline", "growth"],
  policies: [
    "components/aws/instance-types",
    "components/fields/plain-text-secrets",
    "components/fields/secrets-in-text",
  ],
};

const pattern = (paths) => `^(?:${paths.join("|")})(?:/|\\.|$)`;

/** One rule for each room; the rooms inside another one are left to their own rules. */
const arrows = Object.entries(ROOMS).map(([room, others]) => {
  const inner = Object.keys(ROOMS).filter((each) => each.startsWith(`${room}/`));
  return {
    name: `${room.replace(/\//g, "-")}-imports`,
    comment: `${room} may import ${[...others, "packages"].join(", ")} only; see docs/architecture.md`,
    severity: "error",
    from: { path: `^${room}/`, ...(inner.length > 0 ? { pathNot: pattern(inner) } : {}) },
    to: {
      path: "^[a-z]",
      pathNot: [pattern([room, ...others]), "node_modules"],
      dependencyTypesNot: ["core"],
    },
  };
});

module.exports = {
  forbidden: [
    {
      name: "no-circle-of-files",
      comment: "Move what both need into a file of its own",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-circle-of-folders",
      comment: "Two rooms that import each other are one room, or hold something that belongs below both",
      severity: "error",
      scope: "folder",
      from: { path: "^(?:components|config|release|policies)/" },
      to: { circular: true },
    },
    ...arrows,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(?:^|/)(?:node_modules|bin|test)/" },
    enhancedResolveOptions: { extensions: [".ts", ".mjs", ".cjs", ".js", ".json"] },
  },
};
