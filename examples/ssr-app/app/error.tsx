"use client";

/** What a visitor sees when a page fails; the digest is in our log beside the error. */
export default function Failure({
  error,
  reset,
}: {
  readonly error: Error & { digest?: string };
  readonly reset: () => void;
}) {
  return (
    <>
      <h1>Something went wrong</h1>
      <p>Reference: {error.digest ?? "none"}</p>
      <button type="button" onClick={reset}>
        Try again
      </button>
    </>
  );
}
