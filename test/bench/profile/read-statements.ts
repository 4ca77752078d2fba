import pg from "pg";

/** One statement's share of the database's time. */
export interface StatementTime {
  readonly calls: number;
  readonly totalMs: number;
  readonly rows: number;
  /** The statement's first words, on one line. */
  readonly statement: string;
}

/** Forgets what was counted so far. @param ownerUrl the database's owner, of a server started with `statistics` */
export async function resetStatements(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query("create extension if not exists pg_stat_statements");
    await client.query("select pg_stat_statements_reset()");
  });
}

/** The statements that took longest in all, those inside functions too. */
export async function readStatements(ownerUrl: string, most: number): Promise<StatementTime[]> {
  return await withClient(ownerUrl, async (client) => {
    const { rows } = await client.query(
      `select calls::int, round(total_exec_time)::int as "totalMs", rows::int,
         left(regexp_replace(query, '\\s+', ' ', 'g'), 160) as statement
       from pg_stat_statements where dbid = (select oid from pg_database where datname = current_database())
       order by total_exec_time desc limit $1`,
      [most],
    );
    return rows;
  });
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
