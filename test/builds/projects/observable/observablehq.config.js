export default {
  title: "@@version@@",
  root: "src",
  pages: [
    { name: "Post", path: "/posts/first" },
    { name: "2.x", path: "/posts/2.x" },
  ],
};
