import { index, route } from "@react-router/dev/routes";

export default [
  index("home.jsx"),
  route("about", "about.jsx"),
  route("docs/2.x", "docs.jsx"),
  route("app/*", "application.jsx"),
];
