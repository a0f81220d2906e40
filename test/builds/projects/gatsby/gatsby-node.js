// A route that only the browser knows.
exports.onCreatePage = ({ page, actions }) => {
  if (page.path === "/app/") actions.createPage({ ...page, matchPath: "/app/*" });
};
