import { randomUUID } from "node:crypto";

export const revalidate = 3600;

export default function News() {
  return <p id="edition">{randomUUID()}</p>;
}
