import { lazy, Suspense } from "react";
import { createRoot } from "react-dom/client";
import "./index.css";

const Lazy = lazy(() => import("./lazy"));

createRoot(document.getElementById("root")).render(
  <Suspense fallback="…">
    <h1>@@version@@</h1>
    <Lazy />
  </Suspense>,
);
