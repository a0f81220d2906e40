export function About() {
  return (
    <>
      <h1>About</h1>
      <p>We sell furniture for reading.</p>
    </>
  );
}
