import starlight from "@astrojs/starlight";

export default {
  site: "https://www.example.com",
  integrations: [
    starlight({
      title: "@@version@@",
      defaultLocale: "root",
      locales: { root: { label: "English", lang: "en" }, de: { label: "Deutsch", lang: "de" } },
      pagefind: false,
    }),
  ],
};
