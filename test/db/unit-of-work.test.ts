import { createOrganisation } from "@packpost/core/founding/create-organisation";
import { Family } from "@packpost/db/entities/family.entity";
import { Organisation } from "@packpost/db/entities/organisation.entity";
import { Pass } from "@packpost/db/entities/pass.entity";
import { Pet } from "@packpost/db/entities/pet.entity";
import { Registration } from "@packpost/db/entities/registration.entity";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { describe, expect, it } from "vitest";
import { createTestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

const newOrganisation = {
  name: "Lakeside Kennels",
  zone: "Europe/Berlin",
  sender: "news@lakeside.example",
  postalAddress: "1 Lake Road",
  ownerName: "Lena Lake",
  ownerEmail: "lena@lakeside.example",
  passes: ["Day pass", "Year pass"],
};

describe("a unit of work", () => {
  it("founds an organisation with its owner, passes, webhook and audit at once", async () => {
    const { organisationId } = await createOrganisation(database.orm, newOrganisation);
    const { rows } = await database.owner.query(
      `select organisation.name, mass_cap, auth_user.email, "emailVerified", role,
         (select count(*)::int from auth_account where "userId" = auth_user.id and password is not null) as passwords,
         (select array_agg(pass.name order by pass.name) from pass where pass.organisation_id = organisation.id) as passes,
         (select count(*)::int from webhook_secret where webhook_secret.organisation_id = organisation.id) as webhooks,
         (select array_agg(action) from audit where audit.organisation_id = organisation.id) as actions
       from organisation join staff_member on staff_member.organisation_id = organisation.id join auth_user on auth_user.id = user_id
       where organisation.id = $1`,
      [organisationId],
    );
    expect(rows).toEqual([
      {
        ...{ name: "Lakeside Kennels", mass_cap: 150, email: "lena@lakeside.example", emailVerified: true },
        ...{ role: "owner", passwords: 0, passes: ["Day pass", "Year pass"], webhooks: 1 },
        actions: ["organisation.created"],
      },
    ]);
  });

  it("writes what others refer to first, in whatever order it was made", async () => {
    const organisationId = organisationIdFrom(crypto.randomUUID());
    await inOrganisation(database.orm, organisationId, async (em) => {
      const id = crypto.randomUUID();
      em.create(Pet, {
        organisationId,
        id,
        family: em.create(Family, { organisationId, name: "Lake" }),
        name: "Odo",
      });
      em.create(Registration, {
        ...{ organisationId, pet: id, status: "active", validThrough: "2030-01-01" },
        pass: em.create(Pass, { organisationId, name: "Day pass" }),
      });
      em.create(Organisation, {
        ...{ id: organisationId, name: "Lakeside", zone: "UTC" },
        ...{ senderName: "Lakeside", senderEmail: "news@lakeside.example" },
      });
    });
    const families = await inOrganisation(database.orm, organisationId, (em) =>
      em.find(Family, { organisationId }, { populate: ["pets.registrations.pass"] }),
    );
    expect(
      families.map(({ name, pets }) => ({
        name,
        pets: pets.$.map((pet) => [pet.name, ...pet.registrations.$.map(({ pass }) => pass.$.name)]),
      })),
    ).toEqual([{ name: "Lake", pets: [["Odo", "Day pass"]] }]);
  });

  it("cannot refer to another organisation's row, whose id alone is named", async () => {
    const [mine, theirs] = [
      await createTestOrganisation(database.orm),
      await createTestOrganisation(database.orm),
    ];
    const { id: family } = await inOrganisation(database.orm, theirs.organisationId, async (em) => {
      const made = em.create(Family, { organisationId: theirs.organisationId, name: "Theirs" });
      await em.flush();
      return made;
    });
    const { organisationId } = mine;
    await expect(
      inOrganisation(database.orm, organisationId, async (em) => {
        em.create(Pet, { organisationId, family, name: "Odo" });
      }),
    ).rejects.toThrow("pet_organisation_id_family_id_fkey");
  });
});
