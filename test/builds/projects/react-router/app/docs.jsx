export default function Page() {
  return <h1>docs @@version@@</h1>;
}
