// Forbids `new SomeResource(…)` inside a callback of apply(): such a resource is missing from previews while the value
// is unknown, and policies never see it.
/** @type {import("eslint").Rule.RuleModule} */
export default {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      inApply: "Make {{name}} outside apply(): inside, a preview and the policy packs cannot see it.",
    },
  },
  create(context) {
    const { program, esTreeNodeToTSNodeMap } = context.sourceCode.parserServices;
    const checker = program.getTypeChecker();

    const isResource = (node) => {
      const type = checker.getTypeAtLocation(esTreeNodeToTSNodeMap.get(node));
      return type.getProperty("urn") !== undefined && type.getProperty("getProvider") !== undefined;
    };
    const isApply = (node) =>
      node.type === "CallExpression" &&
      node.callee.type === "MemberExpression" &&
      node.callee.property.type === "Identifier" &&
      node.callee.property.name === "apply";

    return {
      NewExpression(node) {
        const inApply = context.sourceCode
          .getAncestors(node)
          .some((ancestor, i, all) => isApply(ancestor) && all[i + 1] !== ancestor.callee);
        if (inApply && isResource(node)) {
          context.report({
            node,
            messageId: "inApply",
            data: { name: context.sourceCode.getText(node.callee) },
          });
        }
      },
    };
  },
};
