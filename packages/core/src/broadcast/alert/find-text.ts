import { inOrganisation } from "@packpost/db/orm";
import type { FindOutcome } from "@packpost/providers/send-outcome";
import { sql } from "kysely";
import * as z from "zod";
import type { WorkerContext } from "../../context.ts";

const rowSchema = z.object({
  recipient_id: z.string(),
  from_number: z.string(),
  number: z.string(),
  body: z.string(),
  claimed_at: z.coerce.date(),
  other_ids: z.array(z.string()),
});

/**
 * Asks the provider whether it has the text of a call that was not answered: by its numbers, words and time, without those that are known to
 * be other texts of ours to the same number. By alert_recipient_by_number and delivery_texts_to.
 * @param account the one that was called; null where that was not noted
 */
export async function findAlertText(
  ctx: WorkerContext,
  attemptId: string,
  account: string | null,
): Promise<FindOutcome> {
  const sms = await ctx.providerFor("sms");
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select attempt.first_recipient_id as recipient_id, person.from_number, person.number, alert.body, attempt.claimed_at,
        array(
          select other.provider_message_id from alert_recipient who
          join recipient other on other.organisation_id = who.organisation_id and other.broadcast_id = who.alert_id and other.customer_id = who.customer_id
          where who.organisation_id = attempt.organisation_id and who.number = person.number and other.id <> attempt.first_recipient_id and other.provider_message_id is not null
          union all
          select unnest(who.overflowed_ids) from alert_recipient who
          join recipient mine on mine.organisation_id = who.organisation_id and mine.broadcast_id = who.alert_id and mine.customer_id = who.customer_id
          where mine.organisation_id = attempt.organisation_id and mine.id = attempt.first_recipient_id
          union all
          select text.provider_message_id from delivery text
          where text.organisation_id = attempt.organisation_id and text.channel = 'sms' and text.address = person.number
            and text.created_at > app_now() - interval '45 days' and text.provider_message_id is not null) as other_ids
      from attempt
      join alert on alert.organisation_id = attempt.organisation_id and alert.id = attempt.broadcast_id
      cross join lateral (select people -> 0 ->> 'from' as from_number, people -> 0 ->> 'number' as number) person
      where attempt.id = ${attemptId} and attempt.organisation_id = ${ctx.organisationId}`.execute(
      em.getKysely(),
    ),
  );
  const text = rowSchema.optional().parse(rows[0]);
  if (text === undefined) return { outcome: "found", byRecipient: new Map() };
  return sms.findText(
    {
      ...{ recipientId: text.recipient_id, from: text.from_number, to: text.number, body: text.body },
      ...{ claimedAt: text.claimed_at, otherIds: new Set(text.other_ids) },
    },
    { account },
  );
}
