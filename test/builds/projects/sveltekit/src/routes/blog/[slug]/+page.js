export const prerender = true;
export const entries = () => [{ slug: "node.js" }];
