import { randomUUID } from "node:crypto";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { type OrganisationId, organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation, type Orm } from "@packpost/db/orm";
import { createStaff, hashStaffPassword } from "@packpost/db/seed/create-staff";
import pg from "pg";

export interface BenchStaff {
  readonly id: string;
  readonly role: Role;
  readonly email: string;
}

export interface BenchThreads {
  readonly organisationId: OrganisationId;
  readonly staff: readonly BenchStaff[];
  /** All of them have it. */
  readonly password: string;
  readonly threads: number;
  readonly entries: number;
  readonly customers: number;
  /** The id of the n-th thread or family, or of its first customer, from 1. */
  readonly idOf: (kind: "thread" | "family" | "customer", n: number) => string;
  readonly seconds: number;
}

/** An owner, an admin, and seniors of whom the last one never looks: what is said to the team is unread for each of them. */
const tabStaff = 12;
const entriesAChunk = 500_000;

/**
 * An organisation with that many families, each with its thread, by set-based statements: newest first over a year, three in five
 * active, one in ten waiting for the team, some assigned; visits of a year, and a dozen today for the basic staff member. Of what is
 * unread the owner has 30 threads, the first senior 5,000, the last one everything.
 * @param options.ownerUrl the owner's connection, a superuser's: triggers and foreign keys rest meanwhile
 */
export async function seedThreads(options: {
  readonly orm: Orm;
  readonly ownerUrl: string;
  readonly threads: number;
  readonly entries: number;
  readonly customers: number;
  /** Messages are found by their words too, which takes as long as all the rest. */
  readonly searched?: boolean;
}): Promise<BenchThreads> {
  const startedAt = performance.now();
  const { threads, entries, customers, orm, ownerUrl } = options;
  const organisationId = organisationIdFrom(randomUUID());
  const password = "a password of the bench";
  const roles: Role[] = ["owner", "admin", ...Array<Role>(tabStaff - 2).fill("senior"), "basic"];
  const staff = roles.map((role, at) => {
    const email = `${role}-${at}-${organisationId}@staff.example`;
    return { id: randomUUID(), role, name: `Staff ${at}`, email };
  });
  const passwordHash = await hashStaffPassword(password);
  await inOrganisation(orm, organisationId, async (em) => {
    em.create(Organisation, {
      ...{ id: organisationId, name: "Riverside of the bench", zone: "Europe/Berlin" },
      ...{ postalAddress: "Lange Straße 1\n10115 Berlin", senderName: "Riverside" },
      senderEmail: "hello@riverside.example",
    });
    createStaff(em, organisationId, staff, passwordHash);
  });
  const prefix = organisationId.slice(0, 8);
  const kinds = { family: "1", customer: "2", pet: "3", thread: "4", conversation: "5", entry: "6" } as const;
  const id = (kind: keyof typeof kinds, n: string) =>
    `('${prefix}-0000-7${kinds[kind]}00-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`;
  const families = Math.max(threads, Math.ceil((customers * 2) / 3));
  const each = Math.max(1, Math.round(entries / threads));
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  const run = (statement: string) => client.query(statement.replaceAll(":org", `'${organisationId}'::uuid`));
  const staffAt = (n: string, of = staff.slice(0, tabStaff)) =>
    `(array[${of.map((one) => `'${one.id}'`).join()}]::uuid[])[1 + (${n}) % ${of.length}]`;
  try {
    await client.query("set session_replication_role = replica; set synchronous_commit = off");
    await run(peopleOf(families, id));
    await run(`
      insert into thread (organisation_id, id, family_id, last_number, revision, active, last_message_at, last_message_number, waiting_since, assigned_to, list_change, created_at)
      select :org, ${id("thread", "n")}, ${id("family", "n")}, ${each}, ${each}, n % 5 < 3, ${lastAt("n", threads)}, ${each},
        case when n % 10 = 1 then ${lastAt("n", threads)} end, case when n % 10 = 2 then ${staffAt("n / 10")} end, ${threads} + 1 - n, now() - interval '2 years'
      from generate_series(1, ${threads}) n`);
    await run(`select setval('thread_list_change', ${threads + 1})`);
    await run(`
      insert into conversation (organisation_id, id, thread_id, opened_at, closed_at, closed_by)
      select :org, ${id("conversation", "n")}, ${id("thread", "n")}, ${lastAt("n", threads)} - interval '2 days',
        case when n % 5 >= 3 then ${lastAt("n", threads)} + interval '1 hour' end, case when n % 5 >= 3 then ${staffAt("n")} end
      from generate_series(1, ${threads}) n`);
    const threadsAChunk = Math.max(1, Math.floor(entriesAChunk / each));
    for (let from = 1; from <= threads; from += threadsAChunk)
      await run(
        entriesOf({ id, staffAt, threads, each, from, to: Math.min(threads, from + threadsAChunk - 1) }),
      );
    if (options.searched) await indexWords(run);
    await run(`
      insert into read_position (organisation_id, thread_id, customer_id, number)
      select :org, ${id("thread", "n")}, ${id("customer", "n * 2 - 1")}, ${each} from generate_series(1, ${threads}) n`);
    const unread = [
      { staffMemberId: staff[0]?.id, every: Math.max(1, Math.floor(threads / 30)) },
      { staffMemberId: staff[2]?.id, every: Math.max(1, Math.floor(threads / 5_000)) },
      { staffMemberId: staff[tabStaff - 1]?.id, every: 1 },
    ];
    for (const { staffMemberId, every } of unread)
      await run(`
        insert into unread (organisation_id, staff_member_id, thread_id, from_number, last_message_at)
        select :org, '${staffMemberId}', ${id("thread", "n")}, ${each}, ${lastAt("n", threads)} from generate_series(1, ${threads}, ${every}) n`);
    const basic = staff.slice(tabStaff);
    await run(`
      insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
      select :org, ${id("family", "n")}, ${id("pet", "n")}, ${staffAt("n", [...staff.slice(2, tabStaff), ...basic])}, at, at + interval '45 minutes'
      from generate_series(1, ${threads}) n, lateral (select date_trunc('day', now()) - make_interval(days => 1 + n % 360) + interval '9 hours' as at) visit
      union all
      select :org, ${id("family", "n")}, ${id("pet", "n")}, ${staffAt("0", basic)}, now() - interval '10 minutes', now() + interval '10 minutes'
      from generate_series(1, 12) n`);
    await client.query("analyze");
  } finally {
    await client.end();
  }
  const idOf: BenchThreads["idOf"] = (kind, n) =>
    `${prefix}-0000-7${kinds[kind]}00-8000-${(kind === "customer" ? n * 2 - 1 : n).toString(16).padStart(12, "0")}`;
  const seconds = (performance.now() - startedAt) / 1000;
  return { organisationId, staff, password, threads, entries: threads * each, customers, idOf, seconds };
}

/** What the trigger writes entry by entry, at once; its index is built at the end. */
async function indexWords(run: (statement: string) => Promise<unknown>): Promise<void> {
  const index = "create index entry_words_search on entry_words using gin (words) with (fastupdate = off)";
  await run("drop index entry_words_search");
  await run(`
    insert into entry_words (organisation_id, entry_id, at, words)
    select organisation_id, id, at, entry_lexemes(organisation_id, at, body) from entry where organisation_id = :org and body <> ''`);
  await run(`set maintenance_work_mem = '256MB'; ${index}`);
}

type IdOf = (kind: "family" | "customer" | "pet" | "thread" | "conversation" | "entry", n: string) => string;

/** Thread 1 has the newest message, the last one's is a year old. */
const lastAt = (n: string, threads: number) => `now() - ${n} * interval '1 year' / ${threads}`;

/** Families, every second one of two people, with a pet each. Names and numbers as people have them. */
function peopleOf(families: number, id: IdOf): string {
  const first =
    "(array['Maria','Chidi','Ada','Ben','Dora','Eli','Fay','Gus','Hana','Ivo','June','Kofi','Lena','Milan','Nora','Omar','Paula','Quinn','Rosa','Sven'])";
  const last =
    "(array['Okafor','Lindqvist','Brandt','Castellano','Dubois','Eriksen','Fontaine','Gallagher','Hoffmann','Ivanova','Jankowski','Kowalski','Lombardi','Moreau','Novak','Oliveira','Petrov','Quintana','Rossi','Santos'])";
  const pet = "(array['Luna','Milo','Biscuit','Pepper','Rex','Nala','Bruno'])";
  const surname = `${last}[1 + f / 20 % 20] || case when f >= 400 then '-' || ${last}[1 + f / 400 % 20] || f / 8000 else '' end`;
  return `
    insert into family (organisation_id, id, name) select :org, ${id("family", "f")}, ${surname} from generate_series(1, ${families}) f;
    insert into pet (organisation_id, id, family_id, name) select :org, ${id("pet", "f")}, ${id("family", "f")}, ${pet}[1 + f % 7] from generate_series(1, ${families}) f;
    insert into customer (organisation_id, id, number, family_id, contact, first_name, last_name, email, phone, pet_names, search_key)
    select :org, ${id("customer", "n")}, n, ${id("family", "f")}, case k when 0 then 'primary' else 'secondary' end, first_name, last_name, email,
      '+1202' || lpad(n::text, 7, '0'), pets, customer_search_key(first_name, last_name, email, n, pets)
    from (select f, k, f * 2 - 1 + k as n, ${first}[1 + (f + k * 7) % 20] as first_name, ${surname} as last_name,
            'person' || f * 2 - 1 + k || '@inbox.example' as email, array[${pet}[1 + f % 7]] as pets
          from generate_series(1, ${families}) f, generate_series(0, 1) k where k = 0 or f % 2 = 0) person;`;
}

/** The entries of some threads: customers and staff in turn, a note or an event here and there. */
function entriesOf(chunk: {
  id: IdOf;
  staffAt: (n: string) => string;
  threads: number;
  each: number;
  from: number;
  to: number;
}): string {
  const { id, staffAt, threads, each, from, to } = chunk;
  const words =
    "string_to_array('the park opens at ten please bring a leash and some water for your dog we will meet you by the gate vaccination papers are needed tomorrow morning thank you very much see there is no class on sunday can she stay over night he has been limping since yesterday which vet do recommend her favourite toy got lost near bench', ' ')";
  return `
    with vocabulary as materialized (select ${words} as words), sentence as materialized (
      select array_agg((select string_agg(words[1 + (s * 7919 + w * 104729 + s * w * 31) % cardinality(words)], ' ') from generate_series(1, 14) w) order by s) as sentences
      from vocabulary, generate_series(1, 2000) s group by words)
    insert into entry (organisation_id, id, thread_id, conversation_id, number, revision, kind, via, staff_member_id, customer_id, body, event, at)
    select :org, ${id("entry", `n::bigint * ${each} + k`)}, ${id("thread", "n")}, ${id("conversation", "n")}, k, k, kind,
      case when kind <> 'message' then 'app' when by_staff then 'app' when n % 3 = 0 then 'text' else 'portal' end,
      case when kind <> 'message' or by_staff then ${staffAt("n + k")} end,
      case when kind = 'message' and not by_staff then ${id("customer", "n * 2 - 1")} end,
      case when kind = 'event' then '' else sentences[1 + ((n * 31 + k * 17) % 2000 + 2000) % 2000] || ' ' || n % 9973 end,
      case when kind = 'event' then '{"kind": "closed"}'::jsonb end,
      ${lastAt("n", threads)} - (${each} - k) * interval '7 hours'
    from sentence, generate_series(${from}, ${to}) n, generate_series(1, ${each}) k,
      lateral (select case when k = ${each} or (n + k) % 10 < 8 then 'message' when (n + k) % 10 = 8 then 'note' else 'event' end as kind, k % 2 = 0 as by_staff) what`;
}
