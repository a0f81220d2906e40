export default {
  title: "@@version@@",
  cleanUrls: process.env.VARIANT === "clean-urls",
  locales: { root: { label: "English", lang: "en" }, ko: { label: "한국어", lang: "ko" } },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/guide/" },
      { text: "Start", link: "/guide/getting-started" },
    ],
  },
};
