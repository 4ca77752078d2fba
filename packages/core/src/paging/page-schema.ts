import * as z from "zod";

/** Which page of a list is asked for: the cursor that the page before it gave, and how many rows at most. */
export const pageSchema = z.object({
  cursor: z.string().max(2000).nullish(),
  pageSize: z.int().min(1).max(200).default(50),
});
