import { Link } from "gatsby";
import * as React from "react";

export const Links = () => (
  <nav>
    {["/", "/about/", "/docs/2.x/", "/tags/node.js/", "/블로그/", "/app/"].map((page) => (
      <Link key={page} to={page}>
        {page}
      </Link>
    ))}
  </nav>
);
