"use client";
import dynamic from "next/dynamic";
import { useState } from "react";

const Lazy = dynamic(() => import("./lazy"));

export default function Home() {
  const [more, setMore] = useState(false);
  return (
    <main>
      <h1>@@version@@</h1>
      <button onClick={() => setMore(true)}>more</button>
      {more && <Lazy />}
    </main>
  );
}
