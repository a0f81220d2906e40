"use client";

import { useState } from "react";

interface Item {
  readonly id: string;
  readonly quantity: number;
}

/** Shows that the page is alive in the browser: a click asks the API route for the sum. */
export function Cart({ items }: { readonly items: readonly Item[] }) {
  const [text, setText] = useState("");

  async function sum() {
    const answer = await fetch("/api/cart", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ items }),
    });
    const { total, error } = (await answer.json()) as { total?: number; error?: string };
    setText(total === undefined ? (error ?? "failed") : `${(total / 100).toFixed(2)} EUR`);
  }

  return (
    <p>
      <button type="button" onClick={() => void sum()}>
        One of each
      </button>{" "}
      <output>{text}</output>
    </p>
  );
}
