import Link from "next/link";
import { notFound } from "next/navigation";
import { money, product } from "../../../lib/catalog";
import { requestInfo } from "../../../lib/request";

export default async function ProductPage({ params }: { readonly params: Promise<{ id: string }> }) {
  const { id } = await params;
  const [request, found] = await Promise.all([requestInfo(), product(id)]);
  if (found === undefined) notFound();
  return (
    <>
      <h1>{found.name}</h1>
      <p>{money(found.price, request.language)}</p>
      <Link href="/">All products</Link>
    </>
  );
}
