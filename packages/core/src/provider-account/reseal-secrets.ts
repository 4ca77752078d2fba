import { organisationIdFrom } from "@packpost/db/organisation-id";
import { type EntityManager, inOrganisation, type Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import { sealedFor } from "../provider-key/find-provider-key.ts";
import type { KeySeal } from "../provider-key/key-seal.ts";
import { listOrganisationIds } from "../sweep/list-organisation-ids.ts";
import { passwordSealedFor } from "../webhook/change-webhook-secret.ts";

/** All that is kept sealed, and where. A key that is being tested lives two minutes and is left. */
const kept = [
  { table: "provider_key", column: "sealed_key", about: sealedFor },
  { table: "provider_key", column: "previous_sealed_key", about: sealedFor },
  { table: "webhook_secret", column: "sealed_password", about: passwordSealedFor },
] as const;

/**
 * Seals whatever is kept under SECRETS_KEY anew under today's, one organisation's unit of work at a time; after it those before may be
 * forgotten. Again changes nothing, and what is saved meanwhile stays.
 * @returns how many were sealed anew
 * @throws {Error} when one cannot be opened by any of the keys
 */
export async function resealSecrets(orm: Orm, seal: KeySeal): Promise<number> {
  let resealed = 0;
  for (const id of await listOrganisationIds(orm)) {
    const organisationId = organisationIdFrom(id);
    resealed += await inOrganisation(orm, organisationId, async (em) => {
      let changed = 0;
      for (const place of kept) changed += await resealColumn(em, organisationId, place, seal);
      return changed;
    });
  }
  return resealed;
}

async function resealColumn(
  em: EntityManager,
  organisationId: string,
  { table, column, about }: (typeof kept)[number],
  seal: KeySeal,
): Promise<number> {
  const [place, sealed] = [sql.table(table), sql.ref(column)];
  const channel = table === "provider_key" ? sql`channel` : sql`'email'`;
  const { rows } = await sql<{ channel: "email" | "sms"; sealed: string }>`
    select ${channel} as channel, ${sealed} as sealed from ${place}
    where organisation_id = ${organisationId} and ${sealed} is not null`.execute(em.getKysely());
  let changed = 0;
  for (const row of rows) {
    const anew = seal.reseal(row.sealed, about(organisationId, row.channel));
    if (anew === null) continue;
    await sql`update ${place} set ${sealed} = ${anew}
      where organisation_id = ${organisationId} and ${sealed} = ${row.sealed}`.execute(em.getKysely());
    changed += 1;
  }
  return changed;
}
