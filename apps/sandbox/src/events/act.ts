import { z } from "zod";

/** Something done by hand or through the API, outside the plan of a message; a line of `acts.jsonl`. */
export const actSchema = z.object({
  kind: z.enum([
    "open",
    "click",
    "hard-bounce",
    "complaint",
    "suppressed-by-bounce",
    "suppressed-by-complaint",
    "unsubscribe",
    "one-click",
    "suppressed-by-customer",
    "reactivated",
  ]),
  at: z.number(),
  token: z.string(),
  stream: z.string(),
  address: z.string(),
  /** The message it is about; missing for changes of the suppression list through the API. */
  seq: z.number().int().optional(),
  link: z.string().optional(),
});

export type Act = z.infer<typeof actSchema>;
