import React from "react";
import Link from "@docusaurus/Link";
import Layout from "@theme/Layout";

export default function Home() {
  return (
    <Layout>
      <h1>@@version@@</h1>
      <Link to="/docs/intro">docs</Link>
      <Link to="/blog/node.js">post</Link>
    </Layout>
  );
}
