import { NextResponse } from "next/server";
import { publicUrl } from "../../../lib/request";

/** A short address of a product, as it is printed on a label. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  return NextResponse.redirect(publicUrl(`/products/${encodeURIComponent(id)}`, request.url));
}
