import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { WorkerContext } from "../context.ts";
import { BROADCAST_STREAM } from "../mail/message-streams.ts";
import { recordFound } from "./record-found.ts";

/** Postmark's search goes back 45 days; what it does not show by then stays unconfirmed. */
const SEARCHABLE = "45 days";
const MOST_A_RUN = 200;

/**
 * Asks the provider once more about rows that are shown as unconfirmed, and writes down what it has. What it does not
 * have stays unconfirmed: nothing is sent again without a person. Uses attempt_unconfirmed.
 * @returns how many attempts were looked up
 */
export async function settleUnconfirmed({ ctx }: { ctx: WorkerContext }): Promise<number> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select id from attempt
      where organisation_id = ${ctx.organisationId} and outcome = 'unconfirmed' and call_until > app_now() - ${SEARCHABLE}::interval
        and exists (select from recipient where recipient.attempt_id = attempt.id and status = 'unconfirmed')
      order by call_until desc limit ${MOST_A_RUN}`.execute(em.getKysely()),
  );
  let asked = 0;
  for (const row of rows) {
    const { id } = z.object({ id: z.string() }).parse(row);
    const found = await ctx.mail.findByAttempt(id, { stream: BROADCAST_STREAM });
    if (found.outcome !== "found") break; // still not to be asked; the next run tries again
    asked += 1;
    await inOrganisation(ctx.orm, ctx.organisationId, (em) => recordFound(em, id, found.byRecipient));
  }
  return asked;
}
