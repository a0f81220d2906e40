export default function About() {
  return <h1>About, @@version@@</h1>;
}
