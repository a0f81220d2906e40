export default function Page() {
  return <h1>docs/2.x @@version@@</h1>;
}
