import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { makeFoundingToken } from "./founding-token.ts";

/** So long a link works. */
export const FOUNDING_HOURS = 24;

interface FoundingLink {
  /** To be shown once, to whoever runs the installation; only its hash is kept. */
  readonly token: string;
  /** It founds the first organisation, and works only while there is none. */
  readonly first: boolean;
  /** So many others to a further organisation still work: a new one does not end them. */
  readonly others: number;
}

const endedSchema = z.array(z.object({ taken: z.boolean() }));
const countSchema = z.array(z.object({ others: z.int() }));

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
    const open = await sql`
      select count(*)::int as others from founding_link
      where used_at is null and not first_only and expires_at > app_now()`.execute(kysely);
    await sql`
      insert into founding_link (token_hash, first_only, expires_at)
      values (${hash}, ${first}, app_now() + make_interval(hours => ${FOUNDING_HOURS}))`.execute(kysely);
    return { token, first, others: countSchema.parse(open.rows)[0]?.others ?? 0 };
  });
}

/**
 * Ends every link that nobody has used yet, so that one which went to the wrong person founds nothing (O1).
 * @param orm as the owner of the tables: the app ends none
 * @returns how many would have worked
 */
export async function endFoundingLinks(orm: Orm): Promise<number> {
  const { rows } = await sql`
    delete from founding_link where used_at is null and expires_at > app_now()
    returning first_only and exists (select from list_organisation_ids()) as taken`.execute(
    orm.em.fork().getKysely(),
  );
  return endedSchema.parse(rows).filter(({ taken }) => !taken).length;
}
