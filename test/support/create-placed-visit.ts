import type pg from "pg";
import type { TestOrganisation } from "./create-test-organisation.ts";

/** A visit of the basic staff member, now, at the family of a customer. @param firstName a LIKE pattern */
export async function createPlacedVisit(
  owner: pg.Pool,
  organisation: TestOrganisation,
  firstName: string,
): Promise<void> {
  await owner.query(
    `insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
     select customer.organisation_id, customer.family_id, pet.id, $2, now(), now() + interval '1 minute'
     from customer join pet using (family_id) where customer.organisation_id = $1 and first_name like $3 limit 1`,
    [organisation.organisationId, organisation.staff.basic, firstName],
  );
}
