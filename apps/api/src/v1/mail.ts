import { readTransactional } from "@packpost/core/transactional/read-transactional";
import {
  queuedMailSchema,
  readTransactionalSchema,
  sendTransactionalSchema,
  transactionalMailSchema,
} from "@packpost/core/transactional/schemas";
import { sendTransactional } from "@packpost/core/transactional/send-transactional";
import { createApiRouter, scoped } from "./procedures.ts";

/** Single mails of other systems: work orders, e-signatures, card processing (P4, P10). */
export const mailRouter = createApiRouter({
  send: scoped({
    ...{ method: "POST", path: "/mails", scope: "mail:send", status: 202 },
    headers: { "idempotency-key": "idempotencyKey" },
    summary: "Send a mail to one customer",
    description:
      "It leaves at once and is tried for a day. A work order does not go to whoever asked for no automated notices.",
  })
    .input(sendTransactionalSchema)
    .output(queuedMailSchema)
    .mutation(({ ctx: { ctx }, input }) => sendTransactional({ ctx, input })),
  get: scoped({
    ...{ method: "GET", path: "/mails/{mailId}", scope: "mail:send" },
    summary: "What became of a mail",
  })
    .input(readTransactionalSchema)
    .output(transactionalMailSchema)
    .query(({ ctx: { ctx }, input }) => readTransactional({ ctx, input })),
});
