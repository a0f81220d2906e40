import * as React from "react";
import { Links } from "./../links";

export default function Page() {
  return (
    <main>
      <Links />
      <h1>@@version@@ 블로그</h1>
    </main>
  );
}
