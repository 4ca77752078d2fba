import { checkInvariants } from "@packpost/core/invariants/check-invariants";
import { readHoldState } from "@packpost/core/restore/release-sending";
import { listOrganisationIds } from "@packpost/core/sweep/list-organisation-ids";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { describeHold } from "../sending/describe-hold.ts";
import { type Finding, findingsOf } from "./finding.ts";

const { ok, warning, error } = findingsOf("sending");

const installationSchema = z.object({
  stop: z.string().nullable(),
  stopped_at: z.coerce.date().nullable(),
  looked_seconds: z.coerce.number().nullable(),
});
const organisationSchema = z.object({
  name: z.string(),
  oldest_open_minutes: z.coerce.number().nullable(),
  sent_today: z.coerce.number(),
  event_hours: z.coerce.number().nullable(),
});

/** Workers look every ten seconds. */
const LOOKED_WARNS_S = 120;
/** An unanswered call is settled within the hour, or shown as unconfirmed. */
const OPEN_WARNS_MINUTES = 90;

/** Holds and switches, calls that stay open, webhooks that do not come, and invariants, over all organisations. @param orm as the app's role */
export async function checkSending(orm: Orm): Promise<Finding[]> {
  const found = await checkInstallation(orm);
  for (const id of await listOrganisationIds(orm)) found.push(...(await checkOrganisation(orm, id)));
  if (found.every(({ level }) => level === "ok"))
    found.push(ok("no call is open for long, and every invariant holds"));
  return found;
}

async function checkInstallation(orm: Orm): Promise<Finding[]> {
  const { rows } = await sql`
    select sending_stop() as stop, sending_stopped_at as stopped_at, extract(epoch from app_now() - beat_at)::int as looked_seconds from installation`.execute(
    orm.em.fork().getKysely(),
  );
  const { stop, stopped_at, looked_seconds } = installationSchema.parse(rows[0]);
  const hold = await readHoldState(orm);
  const found: Finding[] = [];
  if (hold !== null)
    found.push(
      error(
        describeHold(hold).join(" "),
        "docs/operations.md, “After a restore”; `npm run sending -- state` tells how far it is, `-- release` lets it go on.",
      ),
    );
  else if (stop === "unchecked")
    found.push(
      error(
        "the database's server has started anew and no worker has looked at it since: nothing is claimed",
        "Start a worker, or look into its log.",
      ),
    );
  if (stopped_at !== null)
    found.push(
      warning(
        `all sending was stopped at ${stopped_at.toISOString()}`,
        "`npm run sending -- allow` lets it go on.",
      ),
    );
  if (hold === null && (looked_seconds === null || looked_seconds > LOOKED_WARNS_S))
    found.push(
      warning(
        looked_seconds === null
          ? "no worker has ever looked at this database"
          : `no worker has looked at this database for ${Math.round(looked_seconds / 60)} minutes`,
        "Start a worker, or look into its log.",
      ),
    );
  return found;
}

async function checkOrganisation(orm: Orm, id: string): Promise<Finding[]> {
  const organisationId = organisationIdFrom(id);
  const { rows } = await inOrganisation(orm, organisationId, (em) =>
    sql`
      select name, (extract(epoch from app_now() - least(
          (select min(call_until) from attempt where organisation_id = ${organisationId} and ended_at is null),
          (select min(call_until) from delivery where organisation_id = ${organisationId} and status = 'claimed'))) / 60)::int as oldest_open_minutes,
        coalesce((select sum(answered - refused) from attempt where organisation_id = ${organisationId} and answered_at > app_now() - interval '1 day' and answered_at < app_now() - interval '15 minutes'), 0) as sent_today,
        (extract(epoch from app_now() - (select max(received_at) from provider_event where organisation_id = ${organisationId} and received_at > app_now() - interval '7 days')) / 3600)::int as event_hours
      from organisation where id = ${organisationId}`.execute(em.getKysely()),
  );
  const row = organisationSchema.parse(rows[0]);
  const found: Finding[] = [];
  if ((row.oldest_open_minutes ?? 0) > OPEN_WARNS_MINUTES)
    found.push(
      error(
        `${row.name}: a call is open for ${row.oldest_open_minutes} minutes`,
        "The provider is not asked: see its campaign's workflow in Temporal, and the worker's log for “could not be asked”.",
      ),
    );
  if (row.sent_today > 0 && (row.event_hours === null || row.event_hours >= 24))
    found.push(
      warning(
        `${row.name}: ${row.sent_today} mails in a day, and no report of any`,
        "Set the webhook in Postmark to the address and password of Settings › Reports of the mail provider; API_URL must be reachable from the internet.",
      ),
    );
  for (const { invariant, count } of await checkInvariants({ ctx: { orm, organisationId } }))
    found.push(
      error(
        `${row.name}: not true for ${count} rows: ${invariant}`,
        "Stop sending (`npm run sending -- stop`) if people may be doubled, and report it with the ids that the worker logs.",
      ),
    );
  return found;
}
