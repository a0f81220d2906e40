module.exports = {
  title: "@@version@@",
  url: "https://www.example.com",
  baseUrl: "/",
  ...(process.env.VARIANT === "no-trailing-slash" ? { trailingSlash: false } : {}),
  onBrokenLinks: "warn",
  i18n: { defaultLocale: "en", locales: ["en", "ko"] },
  presets: [
    [
      "classic",
      {
        docs: { versions: { current: { label: "next" } } },
        blog: { showReadingTime: false, onUntruncatedBlogPosts: "ignore" },
      },
    ],
  ],
  themeConfig: {
    navbar: {
      items: [
        { type: "doc", docId: "intro", label: "Docs" },
        { type: "docsVersionDropdown" },
        { type: "localeDropdown" },
        { to: "/blog", label: "Blog" },
      ],
    },
  },
};
