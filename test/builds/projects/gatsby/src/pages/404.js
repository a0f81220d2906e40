import * as React from "react";
import { Links } from "./../links";

export default function Page() {
  return (
    <main>
      <Links />
      <h1>@@version@@ 404</h1>
    </main>
  );
}
