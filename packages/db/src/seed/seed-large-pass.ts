import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { OrganisationId } from "../organisation-id.ts";
import { inOrganisation, type Orm } from "../orm.ts";
import { insertRows } from "./insert-rows.ts";
import { customersAChunk, largeStatements } from "./large-statements.ts";

/**
 * Gives an organisation that is there a pass of its own with this many new customers, to try size with. About nine in ten
 * will receive; the holders of its other passes stay as they are.
 *
 * @param options.people 1 … some hundreds of thousands
 * @param options.report told after each chunk how many are there
 * @returns the pass's name
 * @throws Error where the organisation is not there; nothing is written then
 */
export async function seedLargePass(options: {
  readonly orm: Orm;
  readonly organisationId: OrganisationId;
  readonly people: number;
  readonly report?: (made: number) => void;
}): Promise<string> {
  const { orm, organisationId, people } = options;
  const [passId, name] = [randomUUID(), `${people.toLocaleString("en-US")} people`];
  const first = await inOrganisation(orm, organisationId, async (em) => {
    const row = { organisation_id: organisationId, id: passId, name, created_at: new Date() };
    await insertRows(em, "pass", [row]);
    const { rows } = await sql<{ last: number }>`select coalesce(max(number), 0)::int as last from customer
      where organisation_id = ${organisationId}`.execute(em.getKysely());
    // Families of three in a row are not cut.
    return Math.ceil((rows[0]?.last ?? 0) / 3) * 3 + 1;
  });
  for (let made = 0; made < people; made += customersAChunk) {
    const from = first + made;
    const to = first + Math.min(made + customersAChunk, people) - 1;
    const chunk = { organisationId, passId, onlyGood: false, mailHost: "large.example", from, to };
    await inOrganisation(orm, organisationId, async (em) => {
      for (const statement of largeStatements(chunk)) await statement.execute(em.getKysely());
    });
    options.report?.(to - first + 1);
  }
  return name;
}
