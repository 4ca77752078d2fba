import { translatorOf } from "@packpost/core/messages/translator-of";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { readSignInCode } from "../fixtures/read-sign-in-code.ts";
import { expect, test } from "../fixtures/test.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

const broken = /ERR_FAILED|ERR_INTERNET_DISCONNECTED|Failed to load resource|Failed to fetch|50[03]/;

test("C1 C10 when the server does not answer: cause and way out where it was asked, then as before", async ({
  page,
  signInAs,
  watch,
  look,
}) => {
  await signInAs("dana@riverside.example");
  await page.goto("/campaigns");
  const table = page.getByRole("table", { name: "Campaigns" });
  await expect(table).toBeVisible();
  watch.expectProblems(broken);
  await page.route("**/api/trpc/campaign.list**", (route) => route.abort());
  await page.getByRole("searchbox", { name: "Name or subject" }).fill("fireworks");
  const alert = page.getByRole("alert").filter({ hasText: "Packpost cannot be reached." });
  await expect(alert).toContainText("Check the connection, then try again.");
  await look("campaigns-failing");
  await page.unroute("**/api/trpc/campaign.list**");
  await alert.getByRole("button", { name: "Try again" }).click();
  await expect(table.getByRole("link")).toHaveText(["Fireworks night: quiet hour"]);

  await table.getByRole("link").click();
  const recipients = page.getByRole("table", { name: "Recipients" });
  await expect(recipients).toBeVisible();
  await page.route("**/api/trpc/**campaign.recipients**", (route) =>
    route.fulfill({ status: 503, contentType: "text/html", body: "<h1>Service unavailable</h1>" }),
  );
  await page.getByRole("searchbox", { name: "Name, email, pet" }).fill("maria");
  const failed = page.getByRole("main").getByRole("alert").filter({ hasText: "Something went wrong here." });
  await expect(failed).toBeVisible();
  await look("recipients-failing");
  await page.unroute("**/api/trpc/**campaign.recipients**");
  await failed.getByRole("button", { name: "Try again" }).click();
  await expect(recipients).toContainText("Maria Okafor");
});

test("C8 C10 offline: every page says so, and goes on by itself", async ({
  page,
  context,
  organisation,
  signInAs,
  watch,
  look,
}) => {
  await organisation.addPeople(["deliver.one@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await page.goto("/campaigns");
  const row = page.getByRole("link", { name: "Test campaign" });
  await expect(row).toBeVisible();
  await page.waitForLoadState("networkidle");
  watch.expectProblems(broken);
  await context.setOffline(true);
  const banner = page.getByRole("status").filter({ hasText: "You are offline." });
  await expect(banner).toBeVisible();
  await look("campaigns-offline");
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);

  await openDraft(page, draft);
  await pressSend(page, "1 person");
  await expect(page.getByText("1 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  await context.setOffline(true);
  await expect(banner).toBeVisible();
  await look("campaign-offline");
  await context.setOffline(false);
  await expect(banner).toHaveCount(0);
});

test("P6 a customer's page that fails says so in the organisation's language, with a way back, and loses nothing", async ({
  page,
  organisation,
  world,
  orm,
  watch,
  look,
}) => {
  watch.expectProblems(/RangeError|Invalid time zone|500|Server Components render|Failed to load resource/);
  const maria = await organisation.addThread("Maria", ["Hello"]);
  const change = (zone: string, language: string) =>
    inOrganisation(
      orm,
      organisationIdFrom(organisation.id),
      async (em) =>
        void (await sql`update organisation set zone = ${zone}, mail_language = ${language} where id = ${organisation.id}`.execute(
          em.getKysely(),
        )),
    );
  const door = `/api/portal/${organisation.slug}/sign-in`;
  const knock = async (data: object) => {
    const answer = await page.request.post(door, { headers: { origin: world.webUrl }, data });
    expect(answer.ok()).toBe(true);
  };
  await knock({ action: "ask", address: maria.address });
  const code = await readSignInCode(world, maria.address);
  await knock({ action: "enter", address: maria.address, code });
  // No clock has this zone: whatever shows a time fails.
  await change("Nowhere/Never", "de");
  await page.goto(`/portal/${organisation.slug}`);
  const t = translatorOf("de");
  await expect(page.getByRole("heading", { name: t("problem.title") })).toBeVisible();
  await expect(page.getByRole("alert").filter({ hasText: t("problem.text") })).toBeVisible();
  await expect(page.getByText("Lakeside Dogs").first()).toBeVisible();
  await look("portal-failed");
  await change("Europe/Berlin", "en");
  await page.reload();
  await expect(page.getByText("Hello")).toBeVisible();
});
