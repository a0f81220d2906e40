import { createApp, defineAsyncComponent, h } from "vue";

const Lazy = defineAsyncComponent(() => import("./lazy.js"));

createApp({
  render: () => h("main", [h("h1", "@@version@@"), h("a", { href: "/orders/7" }, "7"), h(Lazy)]),
}).mount("#app");
