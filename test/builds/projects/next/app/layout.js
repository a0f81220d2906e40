import Link from "next/link";
import "./style.css";

const PAGES = ["/", "/about", "/docs/2.x", "/blog/node.js", "/blog/첫-글", "/notes/a b"];

export const metadata = { title: "@@version@@" };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>
        {PAGES.map((page) => (
          <Link key={page} href={page}>
            {page}
          </Link>
        ))}
        {children}
      </body>
    </html>
  );
}
