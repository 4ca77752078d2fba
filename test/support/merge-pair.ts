import { createFamily, createPass } from "./create-family.ts";
import type { TestOrganisation } from "./create-test-organisation.ts";
import type { TestDatabase } from "./open-test-database.ts";

/** Two records that may be of one human: Maria with Biscuit, and Mary with Pepper, each in a family of her own. */
export async function createMergePair(organisation: TestOrganisation) {
  const passId = await createPass(organisation);
  const one = await createFamily(organisation, {
    passId,
    people: [
      {
        ...{ firstName: "Maria", email: "maria@mail.example" },
        ...{ application: "pending", lastTransactionDaysAgo: 400 },
      },
    ],
    pets: [{ name: "Biscuit" }],
  });
  const two = await createFamily(organisation, {
    passId,
    people: [{ firstName: "Mary", email: "mary@mail.example", lastTransactionDaysAgo: 3 }],
    pets: [{ name: "Pepper" }],
  });
  const [kept = ""] = one.customerIds;
  const [merged = ""] = two.customerIds;
  return { passId, kept, merged, keptFamily: one.familyId, mergedFamily: two.familyId };
}

/** All of an organisation that a merge may touch, as rows: before it and after taking it back they are equal. */
export async function rowsOfMerging(database: TestDatabase, organisationId: string) {
  const { rows } = await database.owner.query(
    `select
       (select jsonb_agg(to_jsonb(c) - 'updated_at' order by c.id) from customer c where c.organisation_id = $1 and c.merged_into is null) as customers,
       (select jsonb_agg(to_jsonb(f) order by f.id) from family f where f.organisation_id = $1 and f.merged_into is null) as families,
       (select jsonb_agg(to_jsonb(p) order by p.id) from pet p where p.organisation_id = $1) as pets,
       (select jsonb_agg(to_jsonb(a) order by a.id) from application a where a.organisation_id = $1) as applications,
       (select jsonb_agg(to_jsonb(t) order by t.id) from transaction t where t.organisation_id = $1) as transactions,
       (select jsonb_agg(to_jsonb(e) order by e.customer_id) from eligibility e where e.organisation_id = $1) as eligibility,
       (select jsonb_agg(to_jsonb(w) order by w.customer_id, w.channel) from preference w where w.organisation_id = $1) as wishes,
       (select jsonb_agg(to_jsonb(m) order by m.email_key) from mailbox_choice m where m.organisation_id = $1) as mailboxes,
       (select jsonb_agg(jsonb_build_object('id', e.id, 'thread', e.thread_id, 'customer', e.customer_id) order by e.id) from entry e where e.organisation_id = $1 and e.kind = 'message') as entries`,
    [organisationId],
  );
  return rows[0];
}
