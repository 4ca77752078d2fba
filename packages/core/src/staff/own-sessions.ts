import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import type { StaffActor } from "../access/actor.ts";
import { requirePermission } from "../access/require-permission.ts";
import { writeAudit } from "../audit.ts";
import type { Context } from "../context.ts";
import { instantFrom } from "../paging/instant.ts";
import type { OwnAccount } from "../second-factor/own-account.ts";

interface Call {
  readonly ctx: Context<StaffActor>;
  readonly account: OwnAccount;
}

interface Row {
  readonly id: string;
  readonly user_agent: string | null;
  readonly network: string | null;
  readonly began: string;
  readonly seen: string;
}

/**
 * Where the signed-in person is signed in (O1), this browser first.
 * @returns with the network that it began in, kept to a network's size; null where addresses are not known
 * @throws {PackpostError} forbidden
 */
export async function listOwnSessions({ ctx, account: { userId, sessionId } }: Call) {
  requirePermission(ctx, "account.read");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql<Row>`
      select id, "userAgent" as user_agent, nullif("ipAddress", '') as network, "createdAt" as began,
        greatest("seenAt", "updatedAt") as seen
      from auth_session where "userId" = ${userId}::uuid and "expiresAt" > now()
      order by (id = ${sessionId}::uuid) desc, seen desc limit 100`.execute(em.getKysely()),
  );
  return rows.map(({ id, user_agent, network, began, seen }) => ({
    ...{ id, userAgent: user_agent, network, began: instantFrom(began), seen: instantFrom(seen) },
    current: id === sessionId,
  }));
}

export const endOwnSessionsSchema = z.object({
  /** One of the person's own; null = all others. */
  sessionId: z.uuid().nullable(),
});

/**
 * Signs the person out elsewhere: in one browser, or in all but this one; what is open there closes at once.
 * @throws {PackpostError} forbidden
 */
export function endOwnSessions({
  ctx,
  account,
  input,
}: Call & { readonly input: z.infer<typeof endOwnSessionsSchema> }): Promise<{ ended: number }> {
  requirePermission(ctx, "account.write");
  return inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const done = await sql`
      delete from auth_session where "userId" = ${account.userId}::uuid and id <> ${account.sessionId}::uuid
        and (${input.sessionId}::uuid is null or id = ${input.sessionId}::uuid)`.execute(em.getKysely());
    const ended = Number(done.numAffectedRows ?? 0);
    if (ended > 0)
      writeAudit(em, ctx, {
        ...{ action: "staff.sessions_ended", subjectKind: "staff", subjectId: ctx.actor.id },
        detail: { ended },
      });
    return { ended };
  });
}
