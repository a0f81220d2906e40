import { Region } from "@pulumi/aws/types/enums";
import { z } from "zod";
import { nearest } from "./nearest";

/** Every region of AWS, as the provider knows them. */
export const REGIONS: readonly string[] = Object.values(Region);

export const isRegion = (text: unknown): text is string => typeof text === "string" && REGIONS.includes(text);

/** What a value must be that is no region, with the one that was meant. */
export function regionMessage(given: unknown): string {
  const meant = typeof given === "string" ? nearest(given.toLowerCase(), REGIONS) : undefined;
  return `must be a region of AWS ${meant === undefined ? "such as ap-northeast-2" : `(did you mean ${meant}?)`}`;
}

/** Name of a region: `eu-west-1`. */
export const region = z.string().refine(isRegion, { error: ({ input }) => regionMessage(input) });
