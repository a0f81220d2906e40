module.exports = { siteMetadata: { title: "@@version@@" } };
