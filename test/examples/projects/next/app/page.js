import { headers } from "next/headers";
import "./style.css";

export default async function Home() {
  const host = (await headers()).get("host");
  return <h1>Rendered on {host}</h1>;
}
