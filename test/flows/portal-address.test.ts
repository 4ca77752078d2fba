import { createOrganisation } from "@packpost/core/founding/create-organisation";
import { findPortal } from "@packpost/core/organisation/find-portal";
import { expect, it } from "vitest";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

it("P6 an organisation's customers' pages have a readable address, which no other has", async () => {
  const found = async (name: string) => {
    const owner = { ownerName: "Olga", ownerEmail: `${crypto.randomUUID()}@staff.example` };
    const place = { zone: "UTC", sender: "hello@mail.example", postalAddress: "Lane 1", passes: ["Pass"] };
    const { organisationId } = await createOrganisation(database.orm, { name, ...owner, ...place });
    const { rows } = await database.owner.query<{ slug: string }>(
      "select slug from organisation where id = $1",
      [organisationId],
    );
    const slug = rows[0]?.slug ?? "";
    expect(await findPortal(database.orm, slug)).toMatchObject({ organisationId, name });
    return slug;
  };
  expect(await found("Zoë’s Dog Café & Co.")).toBe("zoe-s-dog-cafe-co");
  expect(await found("Zoe's dog cafe & co")).toBe("zoe-s-dog-cafe-co-2");
  expect(await found("犬")).toMatch(/^o-[0-9a-f]{10}$/);
});
