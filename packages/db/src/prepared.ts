import { type RawBuilder, sql } from "kysely";

const MARK = "/* prepared */";

/**
 * Begins a statement that a connection parses once, and plans once where {@link planByKey} is asked for. For statements made
 * hundreds of times in one form: their text must not hold what differs from one time to the next.
 */
export const prepared: RawBuilder<unknown> = sql.raw(MARK);

/**
 * For the rest of the transaction prepared statements keep one plan, which goes from each row outward by an index, whatever
 * the statistics of the moment say. For statements about a batch of people by key; as SQL, a column of a select.
 */
export const planByKey: RawBuilder<unknown> = sql`
  set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true),
  set_config('enable_bitmapscan', 'off', true), set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;

interface Query {
  readonly name: string;
  readonly text: string;
  readonly values: readonly unknown[];
}
interface Connection {
  query(statement: unknown, ...rest: unknown[]): unknown;
}
interface Pool {
  on(event: "connect", listener: (connection: Connection) => void): void;
}

/**
 * Gives marked statements of a pool's connections a name, by which pg prepares them. A pooler between must keep prepared
 * statements (PgBouncer does from 1.21 on).
 */
export function nameStatements(pool: Pool): void {
  pool.on("connect", (connection) => {
    const query = connection.query.bind(connection);
    connection.query = (statement, ...rest) => {
      const [values] = rest;
      if (typeof statement !== "string" || !Array.isArray(values) || !statement.startsWith(MARK))
        return query(statement, ...rest);
      const named: Query = { name: nameOf(statement), text: statement, values };
      return query(named);
    };
  });
}

const names = new Map<string, string>();

function nameOf(text: string): string {
  const name = names.get(text) ?? `packpost_${names.size + 1}`;
  names.set(text, name);
  return name;
}
