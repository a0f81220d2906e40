/** The commit that was built; vite.config.ts puts it in. */
declare const __RELEASE__: string;
