const variants = {
  directory: { build: { format: "directory" }, trailingSlash: "always" },
  file: { build: { format: "file" }, trailingSlash: "never" },
  base: { base: "/handbook", build: { format: "directory" } },
};

export default { ...variants[process.env.VARIANT], site: "https://www.example.com" };
