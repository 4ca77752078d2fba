import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { expect, test } from "../fixtures/test.ts";
import { bubble, composerOf, say } from "../pages/messages.ts";

test("V6 basic staff write to a family they visit today from the schedule at once: no tab, no list, no closing", async ({
  page,
  signInAs,
  look,
}, info) => {
  test.skip(info.project.name === "phone", "Both would write to the same family.");
  await signInAs("jonah@riverside.example");
  await page.goto("/schedule");
  await expect(page.getByRole("link", { name: "Messages" })).toHaveCount(0);
  await page.locator('a[href^="/customers/"]').first().click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]+\/messages$/);
  await expect(composerOf(page)).toBeVisible();
  await say(page, "I am on my way");
  await expect(page.getByRole("button", { name: /^Close( e)?$/ })).toHaveCount(0);
  await look("customer-thread", { whole: false });
  await page.reload();
  await expect(bubble(page, "I am on my way")).toBeVisible();
  await page.getByRole("button", { name: "Back", exact: true }).click();
  await expect(page).toHaveURL(/\/customers\/[0-9a-f-]+$/);
});

test("A15 V6 an open composer of basic staff loses the way by text the moment texting is switched off, and gets it back", async ({
  page,
  organisation,
  orm,
  signInAs,
}) => {
  await organisation.openTexting();
  const maria = await organisation.addThread("Maria", ["Is ten all right?"]);
  await organisation.addVisit(maria, "basic");
  const switchTexting = (enabled: boolean) =>
    inOrganisation(orm, organisationIdFrom(organisation.id), (em) =>
      sql`update texting set enabled_at = ${enabled ? sql`now()` : null} where organisation_id = ${organisation.id}`.execute(
        em.getKysely(),
      ),
    );
  await signInAs(organisation.emailOf("basic"));
  await page.goto(`/customers/${maria.customerId}/messages`);
  const way = page.getByLabel("Also as a text");
  await expect(way).toBeVisible();
  await composerOf(page).fill("I am on my way");
  await switchTexting(false);
  await expect(way).toHaveCount(0, { timeout: 5_000 });
  await expect(composerOf(page)).toHaveValue("I am on my way");
  await switchTexting(true);
  await expect(way).toBeVisible({ timeout: 5_000 });
});
