import { randomUUID } from "node:crypto";
import { MikroORM } from "@mikro-orm/postgresql";
import { sql } from "kysely";
import { Organisation } from "../entities/organisation.entity.ts";
import { Pass } from "../entities/pass.entity.ts";
import { entities } from "../entities.ts";
import { type OrganisationId, organisationIdFrom } from "../organisation-id.ts";
import { type EntityManager, inOrganisation, type Orm } from "../orm.ts";
import { createStaff } from "./create-staff.ts";
import { customersAChunk, largeStatements } from "./large-statements.ts";

export type LargeOrganisation = {
  readonly organisationId: OrganisationId;
  readonly passId: string;
  /** A staff member who owns the organisation; nobody knows the password. */
  readonly ownerId: string;
  readonly customers: number;
  readonly seconds: number;
};

/**
 * Creates an organisation of its own with this many customers for tests and benches, by set-based statements.
 * About nine in ten will receive.
 * @param options.customers 1 … some millions
 * @param options.onlyGood everybody will receive
 * @param options.mailHost domain of all addresses; the simulator answers each address by its local part
 * @param options.ownerUrl connection of the owner, who must be a superuser: triggers and foreign keys rest, and eligibility is
 *   built once at the end. Three times as fast, for hundreds of thousands. Without it everything runs as in life.
 */
export async function seedLarge(options: {
  readonly orm: Orm;
  readonly customers: number;
  readonly name?: string;
  readonly onlyGood?: boolean;
  readonly mailHost?: string;
  readonly ownerUrl?: string;
}): Promise<LargeOrganisation> {
  const startedAt = Date.now();
  const { customers, orm } = options;
  const organisationId = organisationIdFrom(randomUUID());
  const [passId, ownerId] = [randomUUID(), randomUUID()];
  await inOrganisation(orm, organisationId, (em) =>
    createFrame(em, { organisationId, passId, ownerId, name: options.name ?? `Large ${customers}` }),
  );
  const { onlyGood = false, mailHost = "large.example" } = options;
  const insertChunk = async (em: EntityManager, from: number): Promise<void> => {
    const to = Math.min(from + customersAChunk - 1, customers);
    const chunk = { organisationId, passId, onlyGood, mailHost, from, to };
    for (const statement of largeStatements(chunk)) await statement.execute(em.getKysely());
  };
  const starts = Array.from(
    { length: Math.ceil(customers / customersAChunk) },
    (_, n) => n * customersAChunk + 1,
  );
  if (options.ownerUrl) {
    await withoutTriggers(options.ownerUrl, async (em) => {
      for (const from of starts) await insertChunk(em, from);
      // A worker's sweep may have kept the audience of the empty pass meanwhile, and no trigger tells it of these people.
      for (const kept of ["pass_audience_part", "pass_audience"])
        await sql`delete from ${sql.table(kept)} where organisation_id = ${organisationId}`.execute(
          em.getKysely(),
        );
      for (const kept of ["eligibility", "customer_refusal"])
        await sql`insert into ${sql.table(kept)} select * from ${sql.table(`${kept}_truth`)} where organisation_id = ${organisationId}`.execute(
          em.getKysely(),
        );
    });
  } else {
    for (const from of starts) await inOrganisation(orm, organisationId, (em) => insertChunk(em, from));
  }
  return { organisationId, passId, ownerId, customers, seconds: (Date.now() - startedAt) / 1000 };
}

async function createFrame(
  em: EntityManager,
  frame: {
    readonly organisationId: OrganisationId;
    readonly passId: string;
    readonly ownerId: string;
    readonly name: string;
  },
): Promise<void> {
  const { name, organisationId, ownerId, passId } = frame;
  em.create(Organisation, {
    id: organisationId,
    name,
    zone: "Europe/Berlin",
    postalAddress: `${name}\nLange Straße 1\n10115 Berlin`,
    senderName: name,
    senderEmail: "hello@large.example",
  });
  const owner = {
    id: ownerId,
    name: "Olga Large",
    email: `${ownerId}@large.example`,
    role: "owner",
  } as const;
  createStaff(em, organisationId, [owner], "00:00");
  em.create(Pass, { organisationId, id: passId, name: "Large pass" });
  await em.flush();
}

/** One transaction of the owner in which no trigger fires, then fresh statistics. */
async function withoutTriggers(ownerUrl: string, work: (em: EntityManager) => Promise<void>): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: ownerUrl,
    entities,
  });
  try {
    await orm.em.fork().transactional(async (em) => {
      await sql`set local session_replication_role = replica`.execute(em.getKysely());
      await work(em);
    });
    await orm.em.fork().getConnection().execute("analyze");
  } finally {
    await orm.close(true);
  }
}
