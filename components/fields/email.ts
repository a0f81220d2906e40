import { z } from "zod";

export const email = z.email("must be an e-mail address");
