export default function Docs() {
  return <h1>2.x, @@version@@</h1>;
}
