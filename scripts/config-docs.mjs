// Writes docs/configuration.md from the interfaces that config/ and the components declare, so that the reference and
// the code cannot differ. `npm run docs` writes it; with --check it only says whether the file is current (exit 1 if not).
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { root } from "./packs.mjs";

const TARGET = join(root, "docs", "configuration.md");

/** The sections of the page: an interface, where it is declared, and where its keys stand in a stack's file. */
const SECTIONS = [
  { file: "config/stack.ts", name: "StackConfig", title: "The stack", at: "" },
  { file: "components/network/config.ts", name: "NetworkConfig", title: "network", at: "network" },
  { file: "components/static-site/config.ts", name: "StaticSiteConfig", title: "sites", at: "sites.<name>" },
  {
    file: "components/ssr-service/service.ts",
    name: "SsrServiceConfig",
    title: "services",
    at: "services.<name>",
  },
  {
    file: "config/stack.ts",
    name: "EntryConfig",
    title: "sites and services",
    at: "",
    intro: "Under `sites.<name>` and `services.<name>`.",
  },
  {
    file: "components/deploy-pipeline/config.ts",
    name: "DeployPipelineConfig",
    title: "pipeline",
    at: "pipeline",
    intro: "Under `sites.<name>.pipeline` and `services.<name>.pipeline`.",
  },
];

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config,
  ts.sys,
  root,
);
// Configuration holds plain values only, so the packages need not be read: all of @pulumi/aws would take most of the time.
const host = ts.createCompilerHost(options);
host.resolveModuleNameLiterals = (names, from, redirected, settings) =>
  names.map(({ text }) =>
    text.startsWith(".")
      ? ts.resolveModuleName(text, from, settings, host, undefined, redirected, ts.ModuleKind.CommonJS)
      : { resolvedModule: undefined },
  );
const program = ts.createProgram(
  SECTIONS.map(({ file }) => join(root, file)),
  { ...options, types: [] },
  host,
);
const checker = program.getTypeChecker();

const text = page();
if (process.argv.includes("--check")) {
  if (read(TARGET) !== text) {
    console.error(`${relative(root, TARGET)} is not current: run npm run docs`);
    process.exit(1);
  }
} else {
  writeFileSync(TARGET, text);
}

function page() {
  return [
    "# Configuration",
    "",
    "Every key of `Pulumi.<stack>.yaml`, written under the project's name: `web-infra:zone`, `web-infra:sites` …",
    "The file is checked as a whole before anything is made: each fault gives one line with the path of its key, the",
    "value, what is allowed and what to do. A key that is not below is a fault, too. The region is Pulumi's own key,",
    "`aws:region`; that of CloudFront's certificate, firewall and alarms is us-east-1 whatever it says.",
    "",
    "This page is written by `npm run docs` from the interfaces in the code.",
    ...SECTIONS.flatMap(section),
    "",
  ].join("\n");
}

function section({ file, name, title, at, intro }) {
  const rows = members(typeNamed(file, name), at === "" ? "" : `${at}.`);
  return [
    "",
    `## ${title}`,
    "",
    ...(intro ? [intro, ""] : []),
    "| key | value | default | what |",
    "| --- | --- | --- | --- |",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
  ];
}

function typeNamed(file, name) {
  const source = program.getSourceFile(join(root, file));
  const declaration = source?.statements.find(
    (each) => ts.isInterfaceDeclaration(each) && each.name.text === name,
  );
  if (declaration === undefined) {
    throw new Error(`${file} declares no interface ${name}`);
  }
  return checker.getTypeAtLocation(declaration);
}

/** One row for each key of a type, those of nested objects after the key that holds them. */
function members(type, prefix) {
  return checker.getPropertiesOfType(type).flatMap((property) => {
    const declared = checker.getNonNullableType(checker.getTypeOfSymbol(property));
    const key = prefix + property.name;
    const tags = Object.fromEntries(property.getJsDocTags(checker).map((tag) => [tag.name, plain(tag.text)]));
    const summary = plain(property.getDocumentationComment(checker));
    if (summary === "") {
      throw new Error(`${key} has no doc comment`);
    }
    const optional = (property.flags & ts.SymbolFlags.Optional) !== 0;
    const see = tags.see === undefined ? "" : ` [AWS](${tags.see.match(/https?:\S+/)?.[0] ?? tags.see})`;
    const row = [
      `\`${key}\``,
      describe(declared),
      // The interface of the stack says how it is after defaults: there a required key may have one.
      tags.default !== undefined ? cell(tags.default).replace(/^- /, "") : optional ? "none" : "required",
      cell(summary) + see,
    ];
    return [row, ...nested(declared).flatMap((inner) => members(inner.type, `${key}${inner.step}.`))];
  });
}

/** The object types inside a type whose keys deserve rows of their own; those of another section have theirs there. */
function nested(type) {
  const ours = (each) => {
    const [declaration] = each.symbol?.declarations ?? [];
    const name = each.aliasSymbol?.name ?? each.symbol?.name;
    const elsewhere =
      SECTIONS.some((one) => one.name === name) || ["SiteConfig", "ServiceConfig"].includes(name);
    return (
      declaration !== undefined &&
      !elsewhere &&
      !declaration.getSourceFile().isDeclarationFile &&
      checker.getPropertiesOfType(each).length > 0 &&
      checker.getSignaturesOfType(each, ts.SignatureKind.Call).length === 0
    );
  };
  const parts = type.isUnion() ? type.types : [type];
  return parts.flatMap((part) => {
    const element = elementOf(part);
    if (element !== undefined) {
      return nested(element).map((inner) => ({ ...inner, step: `[]${inner.step}` }));
    }
    const value = checker.getIndexTypeOfType(part, ts.IndexKind.String);
    if (value !== undefined) {
      return nested(value).map((inner) => ({ ...inner, step: `.<name>${inner.step}` }));
    }
    return part.flags & ts.TypeFlags.Object && ours(part) ? [{ type: part, step: "" }] : [];
  });
}

function elementOf(type) {
  return checker.isArrayType(type) || type.symbol?.name === "ReadonlyArray"
    ? checker.getTypeArguments(type)[0]
    : undefined;
}

function describe(type) {
  if (type.isUnion()) {
    const parts = type.types.map(describe);
    return [...new Set(parts.includes("`true`") && parts.includes("`false`") ? booleans(parts) : parts)].join(
      ", ",
    );
  }
  if (type.isStringLiteral() || type.isNumberLiteral()) {
    return `\`${type.value}\``;
  }
  const element = elementOf(type);
  if (element !== undefined) {
    return `list of ${describe(element)}`;
  }
  const value = checker.getIndexTypeOfType(type, ts.IndexKind.String);
  if (value !== undefined) {
    return `${describe(value)} by name`;
  }
  if (type.flags & ts.TypeFlags.Object || type.isIntersection()) {
    return "object";
  }
  const name = checker.typeToString(type);
  return name === "true" || name === "false" ? `\`${name}\`` : name;
}

function booleans(parts) {
  return ["boolean", ...parts.filter((part) => part !== "`true`" && part !== "`false`")];
}

function plain(parts) {
  return typeof parts === "string" ? parts : ts.displayPartsToString(parts ?? []);
}

function cell(words) {
  return words
    .replace(/\s*\n\s*/g, " ")
    .replace(/\|/g, "\\|")
    .trim();
}

function read(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
