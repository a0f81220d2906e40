/**
 * Builds of other people's tools: what is built of the projects in `projects/`, and the settings with which the site serves it. The
 * builds themselves are recorded in `recorded/` (record.ts makes them anew), so that a test run needs no framework.
 */
import type { StaticSiteConfig } from "../../components/static-site";

/** What a site says of the build that it serves. */
export type Settings = Pick<
  StaticSiteConfig,
  | "mode"
  | "pages"
  | "trailingSlash"
  | "cleanUrls"
  | "deepLinks"
  | "fallbackPages"
  | "indexDocument"
  | "languages"
  | "notFoundPages"
>;

export interface Recording {
  /** Folder in `projects/`. */
  readonly project: string;
  /** The build reads it from the environment variable VARIANT. */
  readonly variant?: string;
  /** Where the build writes. */
  readonly output: string;
  /** Folder of the site into which the build is put, where it is made for a base path. */
  readonly under?: string;
  readonly site: Settings;
}

const SPA: Settings = { mode: "spa" };
const FOLDERS: Settings = { mode: "static" };
const FILES: Settings = { mode: "static", pages: "file" };

export const CATALOG: Readonly<Record<string, Recording>> = {
  vite: { project: "vite", variant: "plain", output: "dist", site: SPA },
  "vite-base": {
    project: "vite",
    variant: "base",
    output: "dist",
    under: "app",
    site: { ...SPA, indexDocument: "app/index.html" },
  },
  "vite-assets-dir": { project: "vite", variant: "assets-dir", output: "dist", site: SPA },
  webpack: { project: "webpack", variant: "names", output: "dist", site: SPA },
  "webpack-hash-only": { project: "webpack", variant: "hash-only", output: "dist", site: SPA },
  rsbuild: { project: "rsbuild", output: "dist", site: SPA },
  rollup: { project: "rollup", output: "dist", site: SPA },
  parcel: { project: "parcel", output: "dist", site: SPA },
  "astro-directory": {
    project: "astro",
    variant: "directory",
    output: "dist",
    site: FOLDERS,
  },
  "astro-file": {
    project: "astro",
    variant: "file",
    output: "dist",
    site: FILES,
  },
  "astro-base": {
    project: "astro",
    variant: "base",
    output: "dist",
    under: "handbook",
    site: { ...FOLDERS, indexDocument: "handbook/index.html" },
  },
  vitepress: { project: "vitepress", variant: "html", output: ".vitepress/dist", site: FOLDERS },
  "vitepress-clean-urls": {
    project: "vitepress",
    variant: "clean-urls",
    output: ".vitepress/dist",
    site: FILES,
  },
  next: {
    project: "next",
    variant: "plain",
    output: "out",
    site: FILES,
  },
  "next-trailing-slash": {
    project: "next",
    variant: "trailing-slash",
    output: "out",
    site: FOLDERS,
  },
  docusaurus: {
    project: "docusaurus",
    variant: "plain",
    output: "build",
    site: { ...FOLDERS, notFoundPages: { "/ko": "ko/404.html" } },
  },
  "docusaurus-no-trailing-slash": {
    project: "docusaurus",
    variant: "no-trailing-slash",
    output: "build",
    site: { ...FILES, notFoundPages: { "/ko": "ko/404.html" } },
  },
  sveltekit: {
    project: "sveltekit",
    output: "dist",
    site: { ...FILES, fallbackPages: { "/app": "200.html" } },
  },
  nuxt: { project: "nuxt", output: ".output/public", site: FOLDERS },
  angular: { project: "angular", variant: "plain", output: "dist/browser", site: SPA },
  "angular-localized": {
    project: "angular",
    variant: "localized",
    output: "dist/browser",
    site: {
      ...SPA,
      indexDocument: "en/index.html",
      fallbackPages: { "/en": "en/index.html", "/ko": "ko/index.html" },
      languages: { en: "/en/", ko: "/ko/" },
    },
  },
  gatsby: {
    project: "gatsby",
    output: "public",
    site: { ...FOLDERS, fallbackPages: { "/app": "app/index.html" } },
  },
  eleventy: { project: "eleventy", output: "dist", site: FOLDERS },
  mkdocs: { project: "mkdocs", output: "site", site: FOLDERS },
  sphinx: { project: "sphinx", output: "dist", site: FOLDERS },
  "react-router": { project: "react-router", variant: "spa", output: "build/client", site: SPA },
  "react-router-prerendered": {
    project: "react-router",
    variant: "prerendered",
    output: "build/client",
    site: { ...FOLDERS, fallbackPages: { "/app": "__spa-fallback.html" } },
  },
  storybook: { project: "storybook", output: "dist", site: FOLDERS },
  "vue-cli": { project: "vue-cli", output: "dist", site: SPA },
  cra: { project: "cra", output: "build", site: SPA },
  solidstart: { project: "solidstart", output: ".output/public", site: FOLDERS },
  starlight: {
    project: "starlight",
    output: "dist",
    site: { ...FOLDERS, notFoundPages: { "/de": "de/404/index.html" } },
  },
  typedoc: { project: "typedoc", output: "dist", site: FILES },
  hexo: { project: "hexo", output: "public", site: FOLDERS },
  rspack: { project: "rspack", output: "dist", site: SPA },
  hugo: {
    project: "hugo",
    output: "public",
    site: { ...FOLDERS, notFoundPages: { "/ko": "ko/404.html" } },
  },
  pelican: { project: "pelican", output: "dist", site: FILES },
  observable: { project: "observable", output: "dist", site: FILES },
  slidev: { project: "slidev", output: "dist", site: SPA },
};
