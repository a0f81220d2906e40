import { products } from "../../../lib/catalog";

export async function GET(): Promise<Response> {
  return Response.json(await products(), { headers: { "cache-control": "no-store" } });
}

export const dynamic = "force-dynamic";
