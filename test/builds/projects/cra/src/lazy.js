export default function Lazy() {
  return <p>lazy of @@version@@</p>;
}
