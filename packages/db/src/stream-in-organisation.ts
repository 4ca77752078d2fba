import { type RawBuilder, sql } from "kysely";
import type { OrganisationId } from "./organisation-id.ts";
import type { Orm } from "./orm.ts";

/** A reader who takes no page for this long is gone: the transaction is ended, so that it holds no connection. */
const IDLE_SECONDS = 60;

/** How many are read at the same time; more wait for their turn, so that the pool has places for pages. */
const MOST_AT_ONCE = 3;
let open = 0;
const waiting: (() => void)[] = [];

/**
 * Rows of one statement in portions, through a cursor of the server: all of them belong to one moment, each is computed
 * when it is fetched, and memory holds one portion. As a unit of work it is like inOrganisation, but read-only.
 *
 * The transaction lives until the last row, the consumer's `return()` or `throw()`, or the server's own patience with
 * somebody who neither reads nor leaves; then the next portion fails.
 *
 * @param statement a select whose order is its own
 * @param options.rows how many a portion has
 */
export async function* streamInOrganisation<Row>(
  orm: Orm,
  organisationId: OrganisationId,
  statement: RawBuilder<Row>,
  options: { readonly rows: number; readonly idleSeconds?: number },
): AsyncGenerator<Row[]> {
  await takeTurn();
  const em = orm.em.fork({ session: { variables: { "app.organisation_id": organisationId } } });
  try {
    await em.begin({ readOnly: true });
    const kysely = em.getKysely();
    const idle = sql.lit(`${options.idleSeconds ?? IDLE_SECONDS}s`);
    await sql`set local idle_in_transaction_session_timeout = ${idle}`.execute(kysely);
    // All rows will be fetched: a plan for the first tenth, which cursors are given, would be the wrong one.
    await sql`set local cursor_tuple_fraction = 1`.execute(kysely);
    await sql`declare portion no scroll cursor for ${statement}`.execute(kysely);
    for (;;) {
      const { rows } = await sql<Row>`fetch ${sql.lit(options.rows)} from portion`.execute(kysely);
      if (rows.length > 0) yield rows;
      if (rows.length < options.rows) return;
    }
  } finally {
    // On a connection that the server has ended there is nothing to roll back, and the error is on its way already.
    await em.rollback().catch(() => undefined);
    giveTurn();
  }
}

async function takeTurn(): Promise<void> {
  if (open < MOST_AT_ONCE) open += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
}

function giveTurn(): void {
  const next = waiting.shift();
  if (next === undefined) open -= 1;
  else next();
}
