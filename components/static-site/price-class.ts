/** How much of CloudFront's network answers for a site. */
import { z } from "zod";

export interface PriceClassKeys {
  /**
   * How much of CloudFront's network answers: `PriceClass_100` North America, Europe, Israel; `PriceClass_200` also most
   * of Asia with Korea and Japan, Africa and the Middle East; `PriceClass_All` everywhere. The wider, the higher the price.
   *
   * @default "PriceClass_200"
   * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/PriceClass.html
   */
  readonly priceClass?: "PriceClass_100" | "PriceClass_200" | "PriceClass_All" | undefined;
}

export const priceClassShape = {
  priceClass: z.enum(["PriceClass_100", "PriceClass_200", "PriceClass_All"]).default("PriceClass_200"),
} as const;
