import * as React from "react";
import { Links } from "../../links";

export default function Page() {
  return (
    <main>
      <Links />
      <h1>@@version@@ tags/node.js</h1>
    </main>
  );
}
