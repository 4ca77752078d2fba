import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { readSignInCode } from "../fixtures/read-sign-in-code.ts";
import { expect, test } from "../fixtures/test.ts";

test("P6 V1 V4 a customer signs in by a code, talks with the team in another browser, and decides what they are sent", async ({
  page,
  browser,
  world,
  organisation,
  orm,
  watch,
  look,
}) => {
  const address = `maria-${organisation.id}@mail.example`;
  await organisation.addFamily({
    people: [{ firstName: "Maria", email: address }, { firstName: "Chidi" }],
    pets: [{ name: "Biscuit" }],
  });
  const tenant = organisationIdFrom(organisation.id);
  const [{ slug } = { slug: "" }] = await inOrganisation(orm, tenant, async (em) => {
    const found = await sql<{ slug: string }>`select slug from organisation where id = ${tenant}`.execute(
      em.getKysely(),
    );
    return found.rows;
  });
  await page.goto(`/portal/${slug}`);
  await look("portal-door");
  await page.getByLabel("Email address").fill(address);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await expect(page.getByLabel("Six-digit code")).toBeFocused();
  await look("portal-code");
  await page.getByLabel("Six-digit code").fill(await readSignInCode(world, address));

  const field = page.getByRole("textbox", { name: "Write a message" });
  await field.fill("We are running ten minutes late");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByText(/^You · \d/)).toBeVisible();
  await expect(page.getByText("Chidi also sees this conversation")).toBeVisible();

  // The team, in a browser of its own.
  const desk = await browser.newContext({ baseURL: world.webUrl });
  const email = organisation.emailOf("senior");
  const data = { email, password: world.password };
  await desk.request.post("/api/auth/sign-in/email", { headers: { origin: world.webUrl }, data });
  const call = async (path: string, input: unknown) => {
    const answer = await desk.request.post(`/api/trpc/${path}`, {
      headers: { origin: world.webUrl },
      data: { json: input },
    });
    expect(answer.ok(), await answer.text()).toBe(true);
  };
  const threads = await inOrganisation(orm, tenant, async (em) => {
    const found = await sql<{
      id: string;
    }>`select id from thread where organisation_id = ${tenant} and last_message_number = 1`.execute(
      em.getKysely(),
    );
    return found.rows;
  });
  const threadId = threads[0]?.id;
  await call("conversation.markRead", { threadId, number: 1 });
  await call("conversation.post", {
    threadId,
    entryId: crypto.randomUUID(),
    body: "No problem at all",
    seenNumber: null,
  });
  await desk.close();
  await expect(page.getByText("No problem at all")).toBeVisible();
  await expect(page.getByText(/^Read by The \d/)).toBeVisible();
  // On the screen of a page that has the focus: read, so that nothing is mailed.
  await expect
    .poll(async () => {
      const notices = await inOrganisation(orm, tenant, async (em) => {
        const found = await sql<{ outcome: string | null }>`
          select outcome from message_notice join customer on customer.id = customer_id and first_name = 'Maria'
          where message_notice.organisation_id = ${tenant}`.execute(em.getKysely());
        return found.rows;
      });
      return notices.map(({ outcome }) => outcome);
    })
    .toEqual(["read"]);
  await look("portal-thread", { whole: false });

  await page.getByRole("link", { name: "Communications" }).click();
  const offers = page.getByRole("switch", { name: "News and offers" });
  await expect(offers).toBeChecked();
  await offers.click();
  await expect(page.getByText("Saved")).toBeVisible();
  await look("portal-communications", { whole: false });
  await page.reload();
  await expect(offers).not.toBeChecked();
  // It is changed, though the line goes before it is read anew.
  watch.expectProblems(/communications\.read|ERR_FAILED/);
  await page.route(/communications\.read/, (route) => route.abort(), { times: 1 });
  await offers.click();
  await expect(page.getByText("Saved")).toBeVisible();
  await expect(offers).toBeChecked();

  await page.getByRole("link", { name: /^Your account/ }).click();
  await look("portal-account", { whole: false });
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByLabel("Email address")).toBeVisible();
});
