export default function Page() {
  return <h1>about @@version@@</h1>;
}
