import { type RawBuilder, sql } from "kysely";
import type { OrganisationId } from "./organisation-id.ts";
import type { Orm } from "./orm.ts";
import { Slots } from "./slots.ts";

/** A reader who takes no portion for this long is gone, or holds others up: the stream ends, in milliseconds. */
const IDLE_MS = 20_000;
/** A reader who takes crumbs is ended too, however long the file is, in milliseconds. */
const WHOLE_MS = 15 * 60_000;

/** A stream holds a connection: pages keep theirs, and no organisation takes all of what streams may have. */
const places = Slots.ofProcess("streams", {
  most: 4,
  mostOfOne: 2,
  mostWaitingOfOne: 8,
  waitMs: 5_000,
});

/** Whether a stream of the organisation could begin at once. */
export function hasPlaceForStream(organisationId: OrganisationId): boolean {
  return places.isFree(organisationId);
}

export interface StreamOptions {
  /** How many rows a portion has. */
  readonly rows: number;
  readonly idleMs?: number;
  readonly wholeMs?: number;
}

/**
 * Rows of one statement in portions, through a cursor of the server: all of them belong to one moment, each is computed
 * when it is fetched, and memory holds one portion. As a unit of work it is like inOrganisation, but read-only.
 *
 * The transaction lives until the last row, the consumer's `return()` or `throw()`, or our own patience with somebody who
 * does not read; then the next portion fails.
 *
 * @param statement a select whose order is its own
 * @throws NoSlotError when too many are being read, of this organisation or in all
 */
export async function streamInOrganisation<Row>(
  orm: Orm,
  organisationId: OrganisationId,
  statement: RawBuilder<Row>,
  options: StreamOptions,
): Promise<AsyncGenerator<Row[]>> {
  const giveBack = await places.take(organisationId);
  const { idleMs = IDLE_MS, wholeMs = WHOLE_MS } = options;
  const em = orm.em.fork({ session: { variables: { "app.organisation_id": organisationId } } });
  const endAt = Date.now() + wholeMs;
  let ended = false;
  const end = async () => {
    if (ended) return;
    ended = true;
    // On a connection that the server has ended there is nothing to roll back, and the error is on its way already.
    if (em.isInTransaction()) await em.rollback().catch(() => undefined);
    giveBack();
  };
  // A generator that is never asked for anything never runs, so its end is a timer's.
  let idle = setTimeout(() => void end(), idleMs);

  async function* portions(): AsyncGenerator<Row[]> {
    const goOn = () => {
      clearTimeout(idle);
      if (ended || Date.now() > endAt) throw new Error("The reader of a stream was too slow");
    };
    try {
      goOn();
      await em.begin({ readOnly: true });
      const kysely = em.getKysely();
      // All rows will be fetched: a plan for the first tenth, which cursors are given, would be the wrong one.
      await sql`set local cursor_tuple_fraction = 1`.execute(kysely);
      // Along its index from the first row, whatever statistics promise of sorting everybody first.
      await sql`
        select set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
          set_config('enable_sort', 'off', true)`.execute(kysely);
      await sql`declare portion no scroll cursor for ${statement}`.execute(kysely);
      for (;;) {
        const { rows } = await sql<Row>`fetch ${sql.lit(options.rows)} from portion`.execute(kysely);
        if (rows.length > 0) {
          idle = setTimeout(() => void end(), idleMs);
          yield rows;
          goOn();
        }
        if (rows.length < options.rows) return;
      }
    } finally {
      clearTimeout(idle);
      await end();
    }
  }
  return portions();
}
