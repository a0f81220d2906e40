export default function Page() {
  return <h1>application @@version@@</h1>;
}
