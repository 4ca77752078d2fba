import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import type { BenchAudience } from "./create-audience.ts";

/** Outcomes for everybody who was to receive, as life spreads them: most delivered, some opened, few failed or complained. */
export async function writeOutcomes({ ctx, campaignId }: BenchAudience): Promise<void> {
  await inOrganisation(ctx.orm, ctx.organisationId, async (em) => {
    const kysely = em.getKysely();
    await sql`update attempt set ended_at = app_now(), outcome = 'recorded' where broadcast_id = ${campaignId}`.execute(
      kysely,
    );
    await sql`
      update recipient set email = recipient.email_key, provider_message = '250 2.0.0 OK',
        sent_at = case when n % 500 <> 1 then at end, failed_at = case when n % 500 = 1 then at end,
        delivered_at = case when n % 500 > 10 then at + interval '9 s' end,
        hard_bounced_at = case when n % 500 between 2 and 6 then at + interval '20 s' end,
        opened_at = case when n % 500 > 10 and n % 3 = 0 then at + make_interval(mins => n % 3000) end,
        clicked_at = case when n % 500 > 10 and n % 30 = 0 then at + make_interval(mins => n % 3000 + 1) end,
        complained_at = case when n % 50000 = 20011 then at + interval '1 hour' end
      from (select customer.id, number as n, app_now() - interval '3 days' + make_interval(secs => number % 3600) as at from customer) person
      where broadcast_id = ${campaignId} and skipped_at is null and person.id = recipient.customer_id`.execute(
      kysely,
    );
    await sql`update broadcast set sending_began_at = app_now() - interval '3 days' where id = ${campaignId}`.execute(
      kysely,
    );
    await sql`
      insert into click (organisation_id, broadcast_id, recipient_id, url, at, bot, reported_bot, dedupe_key)
      select organisation_id, broadcast_id, id, 'https://riverside.example/' || (array['map', 'hours', 'shop'])[1 + row_number() over () % 3],
             clicked_at, false, false, 'bench-' || id
      from recipient where broadcast_id = ${campaignId} and clicked_at is not null`.execute(kysely);
  });
}
