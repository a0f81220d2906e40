export default {
  output: "export",
  trailingSlash: process.env.VARIANT === "trailing-slash",
  images: { unoptimized: true },
};
