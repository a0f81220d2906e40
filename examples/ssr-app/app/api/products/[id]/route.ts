import { product } from "../../../../lib/catalog";

export async function GET(
  _request: Request,
  { params }: { readonly params: Promise<{ id: string }> },
): Promise<Response> {
  const { id } = await params;
  const found = await product(id);
  if (found === undefined) return Response.json({ error: `no product ${id}` }, { status: 404 });
  return Response.json(found, { headers: { "cache-control": "no-store" } });
}
