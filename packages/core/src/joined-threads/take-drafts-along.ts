import type { EntityManager } from "@packpost/db/orm";
import { sql } from "kysely";
import type { Context } from "../context.ts";
import { openThread } from "../conversation/open-thread.ts";

/**
 * What people were writing in the thread of the family they leave goes along to the new one's, with files that were not sent (V2): they find
 * it where they read and write from now on, and only they see it. Nothing is made where nobody was writing. By draft's and attachment's thread.
 * @param move families, and who changes from one to the other
 */
export async function takeDraftsAlong(
  em: EntityManager,
  ctx: Context,
  {
    from,
    to,
    customerIds,
  }: { readonly from: string; readonly to: string; readonly customerIds: readonly string[] },
): Promise<void> {
  const kysely = em.getKysely();
  const { organisationId } = ctx;
  const theirs = (table: "draft" | "attachment") => sql`
    ${sql.ref(`${table}.organisation_id`)} = ${organisationId} and ${sql.ref(`${table}.customer_id`)} = any(${customerIds}::uuid[])
    and ${sql.ref(`${table}.thread_id`)} = (select id from thread where thread.organisation_id = ${organisationId} and thread.family_id = ${from})
    and ${table === "draft" ? sql`body <> ''` : sql`entry_id is null and scheduled_message_id is null`}`;
  const { rows } = await sql<{ writing: boolean }>`
    select exists (select from draft where ${theirs("draft")}) or exists (select from attachment where ${theirs("attachment")}) as writing`.execute(
    kysely,
  );
  if (rows[0]?.writing !== true) return;
  const threadId = await openThread({ ctx, input: { familyId: to } });
  await sql`
    insert into draft (organisation_id, thread_id, customer_id, kind, body, version)
    select organisation_id, ${threadId}, customer_id, kind, body, version + 1 from draft where ${theirs("draft")}
    on conflict (thread_id, customer_id, kind, organisation_id) do update
      set body = left(case when draft.body = '' then excluded.body else draft.body || E'\\n' || excluded.body end, 10000),
        version = greatest(draft.version, excluded.version) + 1, updated_at = app_now()`.execute(kysely);
  await sql`update draft set body = '', version = version + 1, updated_at = app_now() where ${theirs("draft")}`.execute(
    kysely,
  );
  await sql`update attachment set thread_id = ${threadId} where ${theirs("attachment")}`.execute(kysely);
}
