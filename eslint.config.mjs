import js from "@eslint/js";
import globals from "globals";
import tseslint from "typescript-eslint";
import noResourceInApply from "./eslint-rules/no-resource-in-apply.mjs";

const assertInApply = {
  selector:
    "CallExpression[callee.property.name='apply'] CallExpression[callee.object.name='assert'], CallExpression[callee.property.name='apply'] CallExpression[callee.name='assert']",
  message: "An assertion inside apply() fails silently: await valueOf(output) and assert on the value.",
};

export default tseslint.config(
  {
    ignores: [
      "**/node_modules/",
      "policies/*/bin/",
      "release/bin/",
      "offline/bin/",
      "growth/bin/",
      "review/bin/",
      "rehearsal/bin/",
      "packages/components/bin/provider/",
      "coverage/",
      "examples/",
      "test/offline/programs/",
      "test/rehearsal/programs/",
      "test/packages/programs/",
      "test/offline/packs/",
      "test/builds/projects/",
      "test/examples/projects/",
    ],
  },
  js.configs.recommended,
  { files: ["**/*.{js,cjs,mjs}"], languageOptions: { globals: globals.node } },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { "web-infra": { rules: { "no-resource-in-apply": noResourceInApply } } },
    rules: {
      "web-infra/no-resource-in-apply": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Pulumi resources are made for their effect; the variable is often not needed.
      "no-new": "off",
    },
  },
  {
    // The package's index loads some two hundred services: a third of a second at every start.
    files: ["index.ts", "config/**/*.ts", "components/**/*.ts", "policies/**/*.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: ["@pulumi/aws", "@pulumi/awsx"].map((name) => ({
            name,
            allowTypeImports: true,
            message: `Import from the folder of the service ("${name}/ec2"), or of the function ("@pulumi/aws/getRegion").`,
          })),
        },
      ],
    },
  },
  {
    // What CloudFront's runtime 2.0 lacks is an error here; tsconfig.json beside the files does the same for its library.
    files: ["components/edge/*.js"],
    languageOptions: { sourceType: "script", ecmaVersion: 2017, globals: {} },
    rules: {
      // The files share one scope, which TypeScript checks.
      "no-undef": "off",
      "no-redeclare": "off",
      "no-unused-vars": ["error", { vars: "local", caughtErrors: "none" }],
      "no-control-regex": "off",
      "no-restricted-syntax": [
        "error",
        ...[
          ["ClassDeclaration, ClassExpression", "classes"],
          ["ObjectPattern, ArrayPattern", "destructuring"],
          ["SpreadElement, RestElement[parent.type!='FunctionDeclaration']", "spread"],
          ["ForOfStatement", "for … of"],
          ["YieldExpression, FunctionDeclaration[generator=true]", "generators"],
          ["Literal[regex.flags=/[dsuvy]/]", "the flags d, s, u, v and y of regular expressions"],
          ["Literal[regex.pattern=/\\\\p\\{/]", "Unicode properties"],
          ["LabeledStatement", "labels"],
          ["WithStatement", "with"],
          [
            "CallExpression[callee.name='eval'], NewExpression[callee.name='Function']",
            "code made at run time",
          ],
        ].map(([selector, what]) => ({
          selector,
          message: `CloudFront's runtime 2.0 does not know ${what}.`,
        })),
      ],
    },
  },
  {
    files: ["test/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", assertInApply] },
  },
);
