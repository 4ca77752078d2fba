import { randomUUID } from "node:crypto";
import { type OrganisationId, organisationIdFrom } from "../organisation-id.ts";
import { inOrganisation, type Orm } from "../orm.ts";
import { createStaff } from "./create-staff.ts";
import { insertRows } from "./insert-rows.ts";
import { largeStatements } from "./large-statements.ts";

export type LargeOrganisation = {
  readonly organisationId: OrganisationId;
  readonly passId: string;
  /** A staff member who owns the organisation; nobody knows the password. */
  readonly ownerId: string;
  readonly customers: number;
  readonly seconds: number;
};

const customersAChunk = 30_000;

/**
 * Creates an organisation of its own with this many customers for tests and benches, by set-based statements through the
 * app's role, so that standing and search are kept by the same triggers as in life. About nine in ten will receive.
 * @param options.customers 1 … some millions
 * @param options.onlyGood everybody will receive
 * @param options.mailHost domain of all addresses; the simulator answers each address by its local part
 */
export async function seedLarge(options: {
  readonly orm: Orm;
  readonly customers: number;
  readonly name?: string;
  readonly onlyGood?: boolean;
  readonly mailHost?: string;
}): Promise<LargeOrganisation> {
  const startedAt = Date.now();
  const organisationId = organisationIdFrom(randomUUID());
  const [passId, ownerId] = [randomUUID(), randomUUID()];
  const name = options.name ?? `Large ${options.customers}`;
  await inOrganisation(options.orm, organisationId, async (em) => {
    await insertRows(em, "organisation", [
      {
        id: organisationId,
        name,
        zone: "Europe/Berlin",
        postal_address: `${name}\nLange Straße 1\n10115 Berlin`,
        sender_name: name,
        sender_email: "hello@large.example",
        brand_color: "#1F5C4D",
        raw_event_retention_days: 45,
        created_at: new Date(),
      },
    ]);
    const owner = {
      id: ownerId,
      name: "Olga Large",
      email: `${ownerId}@large.example`,
      role: "owner",
    } as const;
    await createStaff(em, organisationId, [owner], "nobody knows it");
    await insertRows(em, "pass", [
      { organisation_id: organisationId, id: passId, name: "Large pass", created_at: new Date() },
    ]);
  });
  const everyone = {
    organisationId,
    passId,
    onlyGood: options.onlyGood ?? false,
    mailHost: options.mailHost ?? "large.example",
  };
  for (let from = 1; from <= options.customers; from += customersAChunk) {
    const to = Math.min(from + customersAChunk - 1, options.customers);
    await inOrganisation(options.orm, organisationId, async (em) => {
      for (const statement of largeStatements({ ...everyone, from, to }))
        await statement.execute(em.getKysely());
    });
  }
  const seconds = (Date.now() - startedAt) / 1000;
  return { organisationId, passId, ownerId, customers: options.customers, seconds };
}
