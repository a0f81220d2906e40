export default function Page() {
  return <h1>index @@version@@</h1>;
}
