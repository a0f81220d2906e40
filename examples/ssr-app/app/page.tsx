import Link from "next/link";
import { connection } from "next/server";
import { money, products } from "../lib/catalog";
import { requestInfo } from "../lib/request";
import { Cart } from "./cart";

export default async function Home() {
  // Rendered for each request, never at build time.
  await connection();
  const [request, list] = await Promise.all([requestInfo(), products()]);
  return (
    <>
      <h1>Shop</h1>
      <ul>
        {list.map(({ id, name, price }) => (
          <li key={id}>
            <Link href={`/products/${id}`}>{name}</Link> {money(price, request.language)}
          </li>
        ))}
      </ul>
      <Cart items={list.map(({ id }) => ({ id, quantity: 1 }))} />
      <h2>This request</h2>
      <dl>
        <dt>Rendered at</dt>
        <dd>{new Date().toISOString()}</dd>
        <dt>Request</dt>
        <dd>{request.id}</dd>
        <dt>Trace</dt>
        <dd>{request.traceId ?? "none"}</dd>
        <dt>Visitor</dt>
        <dd>{request.address}</dd>
        <dt>Protocol</dt>
        <dd>{request.protocol}</dd>
      </dl>
    </>
  );
}
