import type { ProviderChannel } from "@packpost/db/enums";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import { listOrganisationIds } from "../sweep/list-organisation-ids.ts";
import { MARGIN_MS } from "./look-at-installation.ts";

/** What was sent after the backup and of which nothing is left here: a campaign, a text, or other mails of one kind. */
export interface Gone {
  readonly organisation: string;
  readonly channel: ProviderChannel;
  /** Of a mail; null: it told none, or it is a text. */
  readonly purpose: string | null;
  /** Of a text. */
  readonly words: string | null;
  readonly messages: number;
  readonly from: Date;
  readonly until: Date;
}

/** So many of an organisation are told, those to most people. */
const MOST = 20;

/**
 * What people have of which nothing is left here (O4), organisation by organisation: their staff are told before they send it again. Read by
 * whoever runs the installation, once, while all sending is held.
 * @param orm connected as any role: each organisation's are read as its own
 */
export async function listGone(orm: Orm): Promise<Gone[]> {
  const gone: Gone[] = [];
  for (const id of await listOrganisationIds(orm)) {
    const organisationId = organisationIdFrom(id);
    const { rows } = await inOrganisation(orm, organisationId, (em) =>
      sql<Gone>`
        select organisation.name as organisation, channel, purpose, words, count(*)::int as messages, min(sent_at) as "from", max(sent_at) as until
        from message_after_backup found join organisation on organisation.id = found.organisation_id, installation
        where found.organisation_id = ${organisationId} and sent_at >= lost_from - make_interval(secs => ${sql.lit(MARGIN_MS / 1_000)})
        group by organisation.name, channel, purpose, broadcast_id, words order by messages desc, "from" limit ${MOST}`.execute(
        em.getKysely(),
      ),
    );
    gone.push(...rows.map((row) => ({ ...row, from: new Date(row.from), until: new Date(row.until) })));
  }
  return gone;
}
