export default {
  telemetry: false,
  nitro: {
    prerender: {
      routes: ["/", "/about", "/docs/2.x", "/blog/node.js", "/blog/첫-글", "/200.html", "/404.html"],
    },
  },
};
