export default function Page() {
  return <h1>home @@version@@</h1>;
}
