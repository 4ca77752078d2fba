import { randomUUID } from "node:crypto";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { createStaff } from "@packpost/db/seed/create-staff";
import pg from "pg";

export interface BenchVisits {
  readonly organisationId: OrganisationId;
  readonly ownerId: string;
}

/**
 * An organisation with texting on, so many families of one person and one pet, and visits: `visits` of them over two years, this day in their middle,
 * or one a family within days. One number in twenty takes no texts or wants none; of the visits over two years one in twenty is cancelled.
 * @param options.msPerText its pace
 * @param options.ownerUrl the owner's connection, a superuser's: triggers and foreign keys rest meanwhile
 */
export async function seedVisits(options: {
  readonly orm: Orm;
  readonly ownerUrl: string;
  readonly families: number;
  readonly visits?: number;
  readonly msPerText?: number;
  /** Left out = a new one. */
  readonly into?: BenchVisits;
}): Promise<BenchVisits> {
  const { orm, ownerUrl, families, visits, msPerText = 12_000 } = options;
  const { organisationId, ownerId } = options.into ?? (await createOrganisation(orm));
  const prefix = randomUUID().slice(0, 8);
  const id = (kind: number, n: string) =>
    `('${prefix}-0000-7${kind}00-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const run = (statement: string) => client.query(statement.replaceAll(":org", `'${organisationId}'::uuid`));
  const all = `generate_series(1, ${families}) f`;
  const number = `'+1' || (array['212', '312', '720', '415', '850'])[1 + f % 5] || lpad(f::text, 7, '0')`;
  const soon = `select f, now() + interval '1 hour' + f * interval '1 second' as at from ${all}`;
  const years = `select 1 + n % ${families} as f, date_trunc('day', now()) + (n % 730 - 365) * interval '1 day' + interval '12 hours' + (n / 730 * 7919 % 600) * interval '1 minute' as at
    from generate_series(1, ${visits ?? 0}) n`;
  const status =
    visits === undefined ? "'scheduled'" : "case f % 20 when 7 then 'cancelled' else 'scheduled' end";
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    await run(
      `insert into texting (organisation_id, number, enabled_at) values (:org, '+12025550100', now()) on conflict (organisation_id) do nothing`,
    );
    await run(
      `insert into sender (organisation_id, stream, ms_per_message) values (:org, 'alert', ${msPerText})
       on conflict (organisation_id, stream) do update set ms_per_message = excluded.ms_per_message`,
    );
    await run(
      `insert into family (organisation_id, id, name) select :org, ${id(1, "f")}, 'Family ' || f from ${all}`,
    );
    await run(
      `insert into customer (organisation_id, id, number, family_id, contact, first_name, last_name, phone) select :org, ${id(2, "f")}, (select coalesce(max(number), 1000000) from customer where organisation_id = :org) + f, ${id(1, "f")}, 'primary', 'Person', 'No. ' || f, ${number} from ${all}`,
    );
    await run(
      `insert into pet (organisation_id, id, family_id, name) select :org, ${id(3, "f")}, ${id(1, "f")}, 'Rex' from ${all}`,
    );
    if (visits !== undefined)
      await run(
        `insert into phone_number (organisation_id, number, state, state_at, opted_out_at, opted_out_by)
         select :org, ${number}, case when f % 40 = 0 then 'not_textable' else 'textable' end, now(), case when f % 40 = 1 then now() end, case when f % 40 = 1 then 'keyword' end from ${all}`,
      );
    await run(
      `insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at, status)
       select :org, ${id(1, "f")}, ${id(3, "f")}, '${ownerId}', at, at + interval '45 minutes', ${status} from (${visits === undefined ? soon : years}) visit`,
    );
    // Who measures texts is not to wait for a morning.
    if (visits === undefined)
      await run("update organisation set quiet_from = null, quiet_until = null where id = :org");
    // As autovacuum leaves them.
    await client.query("vacuum analyze");
  } finally {
    await client.end();
  }
  return { organisationId, ownerId };
}

async function createOrganisation(orm: Orm): Promise<BenchVisits> {
  const organisationId = organisationIdFrom(randomUUID());
  const ownerId = randomUUID();
  await inOrganisation(orm, organisationId, async (em) => {
    em.create(Organisation, {
      ...{ id: organisationId, name: "Riverside of the bench", zone: "America/New_York" },
      ...{ postalAddress: "1 Long Street", senderName: "Riverside", senderEmail: "hello@riverside.example" },
    });
    const email = `owner-${organisationId}@staff.example`;
    createStaff(em, organisationId, [{ id: ownerId, name: "Owner", email, role: "owner" }], "none");
  });
  return { organisationId, ownerId };
}
