import { Link, Outlet, Scripts } from "react-router";

export function Layout({ children }) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <title>@@version@@</title>
      </head>
      <body>
        {children}
        <Scripts />
      </body>
    </html>
  );
}

export default function Root() {
  return (
    <>
      {["/", "/about", "/docs/2.x", "/app/orders"].map((page) => (
        <Link key={page} to={page}>
          {page}
        </Link>
      ))}
      <Outlet />
    </>
  );
}
