import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";

const rowSchema = z.object({ sending_stopped_at: z.string().nullable() });

/**
 * The installation's stop switch (C17), an operator's: while it is thrown no claim is committed for any organisation and
 * no scheduled campaign begins; calls in flight finish. When it is lifted, campaigns look again within five minutes.
 *
 * @param orm connected as the owner of the tables: the role of web and worker can only read the switch
 * @param stopped what is wanted; undefined only looks
 * @returns since when sending has been stopped; null = mail goes out
 */
export async function switchSending(orm: Orm, stopped: boolean | undefined): Promise<Date | null> {
  const kysely = orm.em.fork().getKysely();
  if (stopped !== undefined) {
    await sql`
      update installation set sending_stopped_at = case when ${stopped} then coalesce(sending_stopped_at, app_now()) end`.execute(
      kysely,
    );
  }
  const { rows } = await sql`select sending_stopped_at from installation`.execute(kysely);
  const at = rowSchema.parse(rows[0]).sending_stopped_at;
  return at === null ? null : new Date(at);
}
