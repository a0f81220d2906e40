import "./style.css";
import picture from "./picture.svg?no-inline";

const app = document.querySelector("#app");
app.innerHTML = `<h1>@@version@@</h1><img src="${picture}" alt=""><a href="/orders/7">7</a><button>more</button>`;
app.querySelector("button").addEventListener("click", async () => {
  const { lazy } = await import("./lazy.js");
  app.querySelector("h1").textContent = lazy;
});
