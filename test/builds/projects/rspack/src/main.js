import "./style.css";

const heading = document.querySelector("h1");
document.querySelector("button").addEventListener("click", async () => {
  const { lazy } = await import("./lazy.js");
  heading.textContent = lazy;
});
