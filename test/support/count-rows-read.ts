import { initOrm, type Orm } from "@packpost/db/orm";
import { sql } from "kysely";
import type pg from "pg";

/**
 * An ORM of one connection, and how many rows whatever runs through it reads of each table, in the table or an index,
 * over all its transactions.
 */
export class ReadCounter {
  readonly orm: Orm;
  readonly #owner: pg.Pool;

  private constructor(orm: Orm, owner: pg.Pool) {
    this.orm = orm;
    this.#owner = owner;
  }

  static async open(appUrl: string, owner: pg.Pool): Promise<ReadCounter> {
    return new ReadCounter(await initOrm({ url: appUrl, poolSize: 1 }), owner);
  }

  close(): Promise<void> {
    return this.orm.close();
  }

  /** @returns tables of which anything was read, the most first */
  async of(work: () => Promise<unknown>): Promise<Record<string, number>> {
    const before = await this.#read();
    await work();
    const after = await this.#read();
    const read = Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)] as const);
    return Object.fromEntries(read.filter(([, rows]) => rows > 0).sort(([, a], [, b]) => b - a));
  }

  async #read(): Promise<Record<string, number>> {
    // Connections tell what they have read now and then: this one at once, the others before the work begins.
    await sql`select pg_stat_force_next_flush()`.execute(this.orm.em.fork().getKysely());
    await this.#owner.query("select pg_stat_force_next_flush()");
    const { rows } = await this.#owner.query<{ relname: string; read: number }>(
      `select relname, (seq_tup_read + coalesce((select sum(idx_tup_read) from pg_stat_user_indexes i where i.relid = t.relid), 0))::int as read
       from pg_stat_user_tables t`,
    );
    return Object.fromEntries(rows.map(({ relname, read }) => [relname, read]));
  }
}
