import { readKeyHolder } from "@packpost/core/api-key/read-key-holder";
import { apiScopes } from "@packpost/core/api-key/schemas";
import * as z from "zod";
import { createApiRouter, scoped } from "./procedures.ts";

const scopeSchema = z.string().meta({
  description: "What the key may. More may be added.",
  examples: [...apiScopes],
});

/** Which key a request came with: the first thing to ask when something is set up. */
export const keyRouter = createApiRouter({
  get: scoped({ method: "GET", path: "/key", scope: null, summary: "Which key this is" })
    .output(
      z
        .object({
          id: z.uuid(),
          name: z.string(),
          scopes: z.array(scopeSchema),
          organisation: z.object({ name: z.string(), zone: z.string() }),
        })
        .meta({ id: "Key" }),
    )
    .query(({ ctx: { ctx } }) => readKeyHolder({ ctx })),
});
