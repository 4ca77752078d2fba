import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import { makeFoundingToken } from "./founding-token.ts";

/** So long a link works. */
export const FOUNDING_HOURS = 24;

interface FoundingLink {
  /** To be shown once, to whoever runs the installation; only its hash is kept. */
  readonly token: string;
  /** It founds the first organisation, and works only while there is none. */
  readonly first: boolean;
}

/**
 * Makes a link that founds an organisation in the browser, once (O1): the first one while there is none, which ends such links from before;
 * else another one.
 * @param orm as the owner of the tables: the app makes none
 * @param options.firstAlone makes none where there is an organisation
 */
export async function makeFoundingLink(
  orm: Orm,
  { firstAlone }: { readonly firstAlone: boolean },
): Promise<FoundingLink | null> {
  return orm.em.fork().transactional(async (em) => {
    const kysely = em.getKysely();
    const first = (await sql`select from list_organisation_ids() limit 1`.execute(kysely)).rows.length === 0;
    // Those that are over stay a while, so that their page can say so.
    await sql`
      delete from founding_link where (first_only and used_at is null and ${first}) or expires_at < app_now() - interval '30 days'`.execute(
      kysely,
    );
    if (firstAlone && !first) return null;
    const { token, hash } = makeFoundingToken();
    await sql`
      insert into founding_link (token_hash, first_only, expires_at)
      values (${hash}, ${first}, app_now() + make_interval(hours => ${FOUNDING_HOURS}))`.execute(kysely);
    return { token, first };
  });
}
