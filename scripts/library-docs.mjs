// Writes docs/library.md from the doc comments of the components, so that the page and the code cannot differ. `npm run docs`
// writes it; with --check it only says whether the file is current (exit 1 if not).
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { format, resolveConfig } from "prettier";
import { root } from "./packs.mjs";

const TARGET = join(root, "docs", "library.md");

/** Each component: its class, the interface of its arguments, and where the keys that a stack's file has too are described. */
const COMPONENTS = [
  {
    name: "StaticSite",
    file: "components/static-site/static-site.ts",
    args: "components/static-site/config.ts",
    keys: "configuration.md#sites",
  },
  {
    name: "SsrService",
    file: "components/ssr-service/ssr-service.ts",
    args: "components/ssr-service/service.ts",
    keys: "configuration.md#services",
  },
  {
    name: "Network",
    file: "components/network/network.ts",
    args: "components/network/config.ts",
    keys: "configuration.md#network",
  },
  {
    name: "DeployPipeline",
    file: "components/deploy-pipeline/deploy-pipeline.ts",
    args: "components/deploy-pipeline/args.ts",
    keys: "configuration.md#pipeline",
  },
  {
    name: "PipelineFoundation",
    file: "components/deploy-pipeline/foundation/pipeline-foundation.ts",
    args: "components/deploy-pipeline/foundation/config.ts",
    keys: "configuration.md#the-stack",
  },
  {
    name: "NotificationTopic",
    file: "components/notification-topic/notification-topic.ts",
    args: "components/notification-topic/config.ts",
  },
];

function parse(file) {
  const text = readFileSync(join(root, file), "utf8");
  return ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
}

function named(file, name, is) {
  const found = parse(file).statements.find((each) => is(each) && each.name?.text === name);
  if (found === undefined) throw new Error(`${file} declares no ${name}`);
  return found;
}

function section({ name, file, args = file, keys }) {
  const declaration = named(file, name, ts.isClassDeclaration);
  const taken = named(args, `${name}Args`, ts.isInterfaceDeclaration).members.filter(ts.isPropertySignature);
  const given = declaration.members.filter((member) => ts.isPropertyDeclaration(member) && !isHidden(member));
  return [
    `## ${name}`,
    "",
    docOf(declaration, name),
    "",
    `\`new ${name}(name: string, args: ${name}Args, opts?: pulumi.ComponentResourceOptions)\``,
    "",
    ...(keys === undefined ? [] : [`Arguments are the keys of [configuration.md](${keys}), and:`, ""]),
    ...table(
      ["argument", "type", "default", "what"],
      taken.map((member) => argument(name, member)),
    ),
    "",
    ...table(
      ["output", "type", "what"],
      given.map((member) => output(name, member)),
    ),
    "",
  ];
}

function isHidden(member) {
  return (ts.getModifiers(member) ?? []).some(
    ({ kind }) => kind === ts.SyntaxKind.PrivateKeyword || kind === ts.SyntaxKind.ProtectedKeyword,
  );
}

function argument(component, member) {
  const key = member.name.getText();
  const tag = ts.getJSDocTags(member).find(({ tagName }) => tagName.text === "default");
  const fallback = tag === undefined ? (member.questionToken ? "none" : "required") : words(tag.comment);
  return [code(key), code(typeOf(member)), fallback.replace(/^- /, ""), docOf(member, `${component}.${key}`)];
}

function output(component, member) {
  const key = member.name.getText();
  return [code(key), code(typeOf(member)), docOf(member, `${component}.${key}`)];
}

function typeOf(member) {
  return member.type.getText().replace(/ \| undefined$/, member.questionToken ? "" : " | undefined");
}

/** What a doc comment says, tags apart. Everything public has one. */
function docOf(node, what) {
  const text = ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map(({ comment }) => words(comment))
    .join(" ");
  if (text === "") throw new Error(`${what} has no doc comment`);
  return text;
}

function words(comment) {
  return (ts.getTextOfJSDocComment(comment) ?? "")
    .replace(/\{@link (\w+)\}/g, "`$1`")
    .replace(/\s*\n\s*/g, " ");
}

function code(text) {
  return `\`${text.replace(/\s*\n\s*/g, " ")}\``;
}

function table(head, rows) {
  const line = (cells) => `| ${cells.map((cell) => cell.replace(/\|/g, "\\|")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)];
}

const intro = readFileSync(join(root, "scripts", "library-docs.intro.md"), "utf8");
const text = await format([intro, ...COMPONENTS.flatMap(section)].join("\n"), {
  ...(await resolveConfig(TARGET)),
  parser: "markdown",
});

if (!process.argv.includes("--check")) {
  writeFileSync(TARGET, text);
} else if (readFileSync(TARGET, "utf8") !== text) {
  console.error(`${relative(root, TARGET)} is not current: run npm run docs`);
  process.exitCode = 1;
}
