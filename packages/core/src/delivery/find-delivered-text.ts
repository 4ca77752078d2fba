import { inOrganisation } from "@packpost/db/orm";
import type { FindOutcome } from "@packpost/providers/send-outcome";
import type { SmsProvider } from "@packpost/providers/sms";
import { sql } from "kysely";
import * as z from "zod";
import type { WorkerContext } from "../context.ts";

const rowSchema = z.object({
  from_number: z.string(),
  address: z.string(),
  text: z.string(),
  claimed_at: z.coerce.date(),
  other_ids: z.array(z.string()),
});

/**
 * Asks the provider whether it has a text whose call was not answered: by its numbers, words and time, without those that are known to be
 * other texts of ours, or earlier calls of this one. By delivery_texts_to.
 */
export async function findDeliveredText(
  ctx: WorkerContext,
  sms: SmsProvider,
  deliveryId: string,
  account: string | null,
): Promise<FindOutcome> {
  const { rows } = await inOrganisation(ctx.orm, ctx.organisationId, (em) =>
    sql`
      select from_number, address, text, claimed_at, past_provider_message_ids || array(
        select other.provider_message_id from delivery other
        where other.organisation_id = delivery.organisation_id and other.channel = 'sms' and other.address = delivery.address
          and other.created_at > app_now() - interval '45 days' and other.id <> delivery.id and other.provider_message_id is not null) as other_ids
      from delivery where id = ${deliveryId} and organisation_id = ${ctx.organisationId}`.execute(
      em.getKysely(),
    ),
  );
  const {
    from_number: from,
    address: to,
    text: body,
    claimed_at: claimedAt,
    other_ids,
  } = rowSchema.parse(rows[0]);
  const sought = { recipientId: deliveryId, from, to, body, claimedAt, otherIds: new Set(other_ids) };
  return sms.findText(sought, { account });
}
