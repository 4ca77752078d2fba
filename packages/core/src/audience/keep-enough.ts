import { advisoryLocks } from "@packpost/db/advisory-locks";
import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import { NO_CAMPAIGN } from "./had-enough-sql.ts";

/**
 * Sweeps who has had enough where something of it has changed, once instead of in each statement that asks. Whoever finds somebody else at
 * it sweeps for themselves. For the organisation; a resend, which does not count what it resends, sweeps its own. Where nothing is counted it
 * is one look-up.
 */
export async function keepEnough(em: EntityManager): Promise<void> {
  await sql`
    insert into enough_kept as kept (organisation_id, basis, numbers)
    select app_organisation_id(), now.basis, coalesce(sweep_enough(${NO_CAMPAIGN}::uuid), '{}')
    from organisation cross join lateral (select enough_basis(${NO_CAMPAIGN}::uuid) as basis offset 0) now
    where organisation.id = app_organisation_id() and organisation.frequency_most is not null
      and now.basis is distinct from (select basis from enough_kept where organisation_id = app_organisation_id())
      and pg_try_advisory_xact_lock(${sql.lit(advisoryLocks.enough)}, hashtext(app_organisation_id()::text))
    on conflict (organisation_id) do update set basis = excluded.basis, numbers = excluded.numbers`.execute(
    em.getKysely(),
  );
}
