import type { EntityManager } from "@packpost/db/orm";
import { type RawBuilder, sql } from "kysely";
import * as z from "zod";
import type { AudienceKey } from "../../audience/audience-sql.ts";
import { readReceivers } from "../../audience/review/read-receivers.ts";
import { howMany } from "../../audience/review-sql.ts";
import type { Context } from "../../context.ts";

const rowSchema = z.object({ id: z.string(), people: z.number() });

/** Writes down, in the running transaction, what is asked for: this text, to whoever would receive it now, at this time. */
export async function keepRequest(
  em: EntityManager,
  ctx: Context,
  key: AudienceKey,
  asked: { readonly askedBy: string; readonly version: number; readonly sendAt: Date | null },
): Promise<{ id: string; people: number }> {
  const { askedBy, version, sendAt } = asked;
  const keep = async (present: RawBuilder<unknown>) => {
    const { rows } = await sql`
      ${present}
      insert into send_request (organisation_id, campaign_id, asked_by, version, people, numbers, send_at)
      select ${ctx.organisationId}, ${key.campaignId}, ${askedBy}, ${version}, ${howMany(sql`numbers`)}, numbers, ${sendAt?.toISOString() ?? null}::timestamptz
      from present returning id, people`.execute(em.getKysely());
    return rowSchema.optional().parse(rows[0]);
  };
  return readReceivers(em, key, keep);
}
