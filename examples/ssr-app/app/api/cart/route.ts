import { products } from "../../../lib/catalog";

interface Item {
  readonly id: string;
  readonly quantity: number;
}

/** `{ "items": [{ "id": "lamp", "quantity": 2 }] }` → `{ "total": 9800 }`, in cents. */
export async function POST(request: Request): Promise<Response> {
  const text = await limitedText(request);
  if (text === undefined) {
    return Response.json({ error: `a cart has at most ${MAX_BYTES} bytes` }, { status: 413 });
  }
  const items = cartItems(parsed(text));
  if (items === undefined) {
    return Response.json({ error: "items must be a list of { id, quantity from 1 to 99 }" }, { status: 400 });
  }
  const prices = new Map((await products()).map(({ id, price }) => [id, price]));
  const unknown = items.filter(({ id }) => !prices.has(id)).map(({ id }) => id);
  if (unknown.length > 0)
    return Response.json({ error: `no product ${unknown.join(", ")}` }, { status: 404 });
  const total = items.reduce((sum, { id, quantity }) => sum + (prices.get(id) ?? 0) * quantity, 0);
  return Response.json({ total });
}

/** A cart of some hundred products. nginx admits 10 MB for the sake of uploads, and an answer may repeat what was sent. */
const MAX_BYTES = 64 * 1024;

/** The body, as far as it is allowed to go; undefined where it goes further. */
async function limitedText(request: Request): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function cartItems(body: unknown): Item[] | undefined {
  const items = (body as { items?: unknown } | undefined)?.items;
  return Array.isArray(items) && items.every(isItem) ? items : undefined;
}

function isItem(value: unknown): value is Item {
  const { id, quantity } = (value ?? {}) as Record<string, unknown>;
  return (
    typeof id === "string" && Number.isInteger(quantity) && Number(quantity) >= 1 && Number(quantity) <= 99
  );
}
