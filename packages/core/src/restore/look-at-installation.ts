import { type HoldCause, holdCauses } from "@packpost/db/enums";
import type { Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import * as z from "zod";
import { commitSynchronously } from "../send-protocol/commit-synchronously.ts";

/** What is kept outside of the database: how far an installation was counted when a worker last looked. */
export interface InstallationMark {
  readonly installationId: string;
  readonly beat: number;
}

/** What a worker found: the mark to keep from now on, or that sending is held. */
export type Look =
  | { readonly held: false; readonly mark: InstallationMark; readonly first: boolean }
  | {
      readonly held: true;
      readonly because: HoldCause;
      readonly since: Date;
      readonly lostFrom: Date;
      /** It was found out just now. */
      readonly newly: boolean;
    };

const heldSchema = z.object({
  held_because: z.enum(holdCauses).nullable(),
  held_at: z.coerce.date(),
  lost_from: z.coerce.date(),
});
const rowSchema = z.object({
  id: z.string(),
  beat: z.coerce.number(),
  first: z.boolean(),
  held_because: z.enum(holdCauses).nullable(),
});

/** Where nobody has looked before: so far back providers show what was sent. */
export const SEARCHABLE = "45 days";
/** The backup's newest look may have been so long before what it still knows of. */
export const MARGIN_MS = 300_000;

/**
 * Looks whether this database is the one that was looked at last, in nothing that a backup carries over (O4): its cluster, timeline and table,
 * and a count that is kept outside too. If it is, a server that has started anew may be claimed from again and the count goes up by one, on
 * disk before anybody keeps it outside. If not, all sending is held until the operator releases it; the time that may be lost begins with
 * the newest look that the database knows of.
 * @param mark what was kept outside; null where there is none, as in a new Temporal
 */
export function lookAtInstallation(orm: Orm, mark: InstallationMark | null): Promise<Look> {
  return orm.em.fork().transactional(async (em) => {
    await commitSynchronously(em);
    const kysely = em.getKysely();
    const { rows: before } = await sql`
      select held_because, held_at, lost_from from installation where held_at is not null for update`.execute(
      kysely,
    );
    if (before[0] !== undefined) return toHeld(before[0], false);
    const { rows } = await sql`
      with seen as (
        select installation.*, database_identity() as here from installation for update
      ), judged as (
        select here, case
          when identity - array['timeline', 'started'] <> here - array['timeline', 'started'] then 'another_database'
          when identity -> 'timeline' <> here -> 'timeline' then 'another_timeline'
          when id = ${mark?.installationId ?? null}::uuid and beat < ${mark?.beat ?? null}::bigint then 'went_back' end as cause
        from seen
      )
      update installation set
        identity = case when cause is null then here else identity end,
        beat = beat + (cause is null)::int, beat_at = case when cause is null then app_now() else beat_at end,
        held_because = cause, held_at = case when cause is not null then app_now() end,
        held_beat = case when cause is not null and id = ${mark?.installationId ?? null}::uuid then ${mark?.beat ?? null}::bigint end,
        lost_from = case when cause is null then lost_from else coalesce(beat_at, app_now() - ${SEARCHABLE}::interval) end,
        lost_until = case when cause is null then lost_until else app_now() end
      from judged
      returning id, beat, old.identity is null as first, held_because, held_at, lost_from`.execute(kysely);
    const row = rowSchema.parse(rows[0]);
    if (row.held_because !== null) return toHeld(rows[0], true);
    return { held: false, mark: { installationId: row.id, beat: row.beat }, first: row.first };
  });
}

function toHeld(row: unknown, newly: boolean): Look {
  const { held_because, held_at, lost_from } = heldSchema.parse(row);
  return { held: true, because: held_because ?? "went_back", since: held_at, lostFrom: lost_from, newly };
}

/** Whether claims wait for a look: the server has started anew, or another database stands in its place. */
export async function waitsForLook(orm: Orm): Promise<boolean> {
  const { rows } = await sql<{ stop: string | null }>`select sending_stop() as stop`.execute(
    orm.em.fork().getKysely(),
  );
  return rows[0]?.stop === "unchecked";
}
