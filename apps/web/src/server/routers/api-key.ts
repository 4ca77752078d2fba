import { createKey } from "@packpost/core/api-key/create-key";
import { listKeys } from "@packpost/core/api-key/list-keys";
import { revokeKey } from "@packpost/core/api-key/revoke-key";
import { rotateKey } from "@packpost/core/api-key/rotate-key";
import { createKeySchema, keyIdSchema, rotateKeySchema } from "@packpost/core/api-key/schemas";
import { env } from "#web/env.ts";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Keys of the business's other systems (P10). */
export const apiKeyRouter = createRouter({
  /** With where the API is. */
  list: permitted("settings.api_keys").query(async ({ ctx }) => ({
    keys: await listKeys({ ctx }),
    apiUrl: env.API_URL,
  })),
  create: permitted("settings.api_keys")
    .input(createKeySchema)
    .mutation(({ ctx, input }) => createKey({ ctx, input })),
  rotate: permitted("settings.api_keys")
    .input(rotateKeySchema)
    .mutation(({ ctx, input }) => rotateKey({ ctx, input })),
  revoke: permitted("settings.api_keys")
    .input(keyIdSchema)
    .mutation(({ ctx, input }) => revokeKey({ ctx, input })),
});
