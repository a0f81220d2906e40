import { createBrowserRouter } from "react-router";
import { Layout } from "./layout";
import { Failure } from "./pages/failure";
import { Home } from "./pages/home";
import { NotFound } from "./pages/not-found";
import { loadChunk } from "./releases";

/**
 * Each address is one that a visitor can open, bookmark and reload: CloudFront answers all of them with index.html, and the
 * route is chosen here. What few visitors open is a chunk of its own (`lazy`), fetched when it is needed, which may be
 * hours and some releases after the tab was opened.
 */
export const router = createBrowserRouter([
  {
    Component: Layout,
    ErrorBoundary: Failure,
    children: [
      { index: true, Component: Home },
      {
        path: "products/:id",
        lazy: async () => ({ Component: (await page(() => import("./pages/product"))).Product }),
      },
      { path: "about", lazy: async () => ({ Component: (await page(() => import("./pages/about"))).About }) },
      { path: "*", Component: NotFound },
    ],
  },
]);

async function page<T>(load: () => Promise<T>): Promise<T> {
  return await loadChunk(load, () =>
    router.createHref(router.state.navigation.location ?? router.state.location),
  );
}
