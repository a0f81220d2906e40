export default process.env.VARIANT === "prerendered"
  ? { ssr: false, prerender: ["/", "/about", "/docs/2.x"] }
  : { ssr: false };
