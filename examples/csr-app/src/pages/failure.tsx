export function Failure() {
  return (
    <main>
      <h1>Something went wrong</h1>
      <button type="button" onClick={() => window.location.reload()}>
        Reload
      </button>
    </main>
  );
}
