"use server";

import { redirect } from "next/navigation";

export async function order() {
  redirect("/act/done");
}
