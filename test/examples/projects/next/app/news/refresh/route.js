import { revalidatePath } from "next/cache";

export function POST() {
  revalidatePath("/news");
  return new Response(null, { status: 204 });
}
