import { NavLink, Outlet, ScrollRestoration } from "react-router";
import { RELEASE, useNewRelease } from "./releases";

export function Layout() {
  const newer = useNewRelease();
  return (
    <>
      <header>
        <nav>
          <NavLink to="/">Shop</NavLink> <NavLink to="/about">About</NavLink>
        </nav>
      </header>
      {newer && (
        <p role="status">
          A new version is out.{" "}
          <button type="button" onClick={() => window.location.reload()}>
            Reload
          </button>
        </p>
      )}
      <main>
        <Outlet />
      </main>
      <footer>Release {RELEASE}</footer>
      <ScrollRestoration />
    </>
  );
}
