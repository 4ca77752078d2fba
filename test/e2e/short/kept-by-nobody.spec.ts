import { globSync } from "node:fs";
import { join } from "node:path";
import { organisationIdFrom } from "@packpost/db/organisation-id";
import { inOrganisation } from "@packpost/db/orm";
import { sql } from "kysely";
import { repositoryRoot } from "../../../scripts/paths.ts";
import { readSignInCode } from "../fixtures/read-sign-in-code.ts";
import { expect, test } from "../fixtures/test.ts";

type Known = Record<"campaign" | "thread" | "customerId" | "slug" | "alert", string>;

const nowhere = "019aaaaa-0000-7000-8000-000000000000";

/** How to ask for each page and route of the app; "open" = nothing of it is anybody's. A new one has no case and fails. */
const cases: Record<string, ((known: Known) => string) | "open"> = {
  "/": () => "/",
  "/campaigns": () => "/campaigns",
  "/campaigns/[id]": ({ campaign }) => campaign,
  "/customers": () => "/customers",
  "/account": () => "/account",
  "/customers/passes": () => "/customers/passes",
  "/customers/families": () => "/customers/families",
  "/customers/[customerId]": ({ customerId }) => `/customers/${customerId}`,
  "/customers/[customerId]/communications": ({ customerId }) => `/customers/${customerId}/communications`,
  "/customers/[customerId]/emails": ({ customerId }) => `/customers/${customerId}/emails`,
  "/customers/[customerId]/write": ({ customerId }) => `/customers/${customerId}/write`,
  "/customers/[customerId]/messages": ({ customerId }) => `/customers/${customerId}/messages`,
  "/customers/imports": () => "/customers/imports",
  "/customers/imports/[importId]": () => `/customers/imports/${nowhere}`,
  "/media/[token]/[name]": () => "/media/x/picture-1.jpg",
  "/messages/[[...threadId]]": ({ thread }) => thread,
  "/messages/alerts/[alertId]/calls": ({ alert }) => `/messages/alerts/${alert}/calls`,
  "/messages/unplaced": () => "/messages/unplaced",
  "/schedule": () => "/schedule",
  "/settings": () => "/settings",
  "/settings/api": () => "/settings/api",
  "/settings/audit": () => "/settings/audit",
  "/settings/blocked-addresses": () => "/settings/blocked-addresses",
  "/settings/data": () => "/settings/data",
  "/settings/general": () => "/settings/general",
  "/settings/messages": () => "/settings/messages",
  "/settings/providers": () => "/settings/providers",
  "/settings/security": () => "/settings/security",
  "/settings/sending": () => "/settings/sending",
  "/settings/texting": () => "/settings/texting",
  "/settings/staff": () => "/settings/staff",
  "/sign-in": () => "/sign-in",
  "/founding/[token]": () => "/founding/x",
  "/invitation/[token]": () => "/invitation/x",
  "/password": () => "/password",
  "/password/[token]": () => "/password/x",
  "/u/[token]": () => "/u/x",
  "/portal/[slug]": ({ slug }) => `/portal/${slug}`,
  // Nothing is there: said with a 404.
  "/portal/[slug]/[...nowhere]": ({ slug }) => `/portal/${slug}/nowhere`,
  "/portal/[slug]/account": ({ slug }) => `/portal/${slug}/account`,
  "/portal/[slug]/communications": ({ slug }) => `/portal/${slug}/communications`,
  "/portal/[slug]/enter/[link]": ({ slug }) => `/portal/${slug}/enter/x`,
  "/api/attachments/[id]": () => `/api/attachments/${nowhere}`,
  "/api/auth/[...all]": () => "/api/auth/get-session",
  "/api/export/alerts/[id]": ({ alert }) => `/api/export/alerts/${alert}`,
  "/api/export/audit": () => "/api/export/audit",
  "/api/export/campaigns/[id]/audience": ({ campaign }) => `/api/export${campaign}/audience`,
  "/api/export/campaigns/[id]/recipients": ({ campaign }) => `/api/export${campaign}/recipients`,
  "/api/export/customers": () => "/api/export/customers",
  "/api/export/person/[customerId]": ({ customerId }) => `/api/export/person/${customerId}`,
  "/api/export/families": () => "/api/export/families",
  "/api/export/imports/[id]": () => `/api/export/imports/${nowhere}`,
  "/api/founding": () => "/api/founding",
  "/api/health": "open",
  "/api/imports": () => "/api/imports",
  "/api/invitation": () => "/api/invitation",
  "/api/password": () => "/api/password",
  "/api/pictures": () => "/api/pictures",
  "/api/portal/[slug]/attachments/[id]": ({ slug }) => `/api/portal/${slug}/attachments/${nowhere}`,
  "/api/portal/[slug]/sign-in": ({ slug }) => `/api/portal/${slug}/sign-in`,
  "/api/portal/[slug]/trpc/[trpc]": ({ slug }) => `/api/portal/${slug}/trpc/portal.get`,
  "/api/ready": "open",
  "/api/trpc/[trpc]": () => "/api/trpc/campaign.list?input=%7B%22json%22%3A%7B%7D%7D",
  "/api/unreadable": "open",
  "/api/unsubscribe/[token]": () => "/api/unsubscribe/x",
  "/api/webhooks/postmark/[organisationId]": () => `/api/webhooks/postmark/${nowhere}`,
  // A picture in a mail is whoever's has its address; other mail programs keep it as they like.
  "/pictures/[name]": "open",
};

/** Found where Next finds them. */
const found = globSync("**/{route,page}.{ts,tsx}", { cwd: join(repositoryRoot, "apps/web/src/app") })
  .map((file) => `/${file.replaceAll(/\([^)]*\)\//g, "").replace(/\/?(route|page)\.tsx?$/, "")}`)
  .sort();

test("O3 every page and every address has a case here", () => {
  expect(Object.keys(cases).sort()).toEqual(found);
});

test("O3 no browser and nothing on the way keeps a page with somebody's data, of the team's or of a customer's", async ({
  page,
  world,
  organisation,
  orm,
}) => {
  const address = `maria-${organisation.id}@mail.example`;
  await organisation.addFamily({ people: [{ firstName: "Maria", email: address }], pets: [{ name: "Rex" }] });
  const campaign = await organisation.addDraft();
  const { path: thread } = await organisation.addThread("Chidi", ["Hello"]);
  const tenant = organisationIdFrom(organisation.id);
  const { rows } = await inOrganisation(orm, tenant, (em) =>
    sql<{ slug: string; customerId: string }>`
      select slug, customer.id as "customerId" from organisation join customer on customer.organisation_id = organisation.id
      where organisation.id = ${tenant} and customer.first_name = 'Maria'`.execute(em.getKysely()),
  );
  const known: Known = { campaign, thread, slug: "", customerId: "", alert: "", ...rows[0] };
  await page.goto(`/portal/${known.slug}`);
  await page.getByLabel("Email address").fill(address);
  await page.getByRole("button", { name: "Send me a code" }).click();
  await page.getByLabel("Six-digit code").fill(await readSignInCode(world, address));
  await expect(page.getByRole("textbox", { name: "Write a message" })).toBeVisible();
  const signedIn = await page.request.post("/api/auth/sign-in/email", {
    headers: { origin: world.webUrl },
    data: { email: organisation.emailOf("owner"), password: world.password },
  });
  expect(signedIn.ok()).toBe(true);
  await organisation.openTexting();
  await organisation.addClients([{ name: "Ben", phone: "+12025550142" }]);
  known.alert = crypto.randomUUID();
  const sent = await page.request.post("/api/trpc/alert.send", {
    headers: { origin: world.webUrl },
    data: {
      json: {
        ...{
          alertId: known.alert,
          range: { kind: "tomorrow" },
          body: "The road is closed",
          confirmedCount: 1,
        },
        ...{ again: false, overrideQuietHours: true, againOf: null },
      },
    },
  });
  expect(sent.ok(), await sent.text()).toBe(true);
  // As a browser asks for a page, and as a page of ours asks for the next one.
  for (const headers of [{}, { rsc: "1" }])
    for (const [path, ask] of Object.entries(cases)) {
      if (ask === "open") continue;
      const answer = await page.request.get(ask(known), { headers, maxRedirects: 0 });
      // Takes something in and gives nothing out; or leads elsewhere, which nothing keeps unasked (RFC 9111, 4.2.2).
      if (answer.status() === 405 || answer.status() === 307) continue;
      expect(`${path} ${answer.status()}: ${answer.headers()["cache-control"]}`).toMatch(
        /\b(no-store|private)\b/,
      );
      if (path.includes("nowhere")) expect([path, answer.status()]).toEqual([path, 404]);
      else if (
        path.startsWith("/portal/[slug]") ||
        path.startsWith("/campaigns") ||
        path.startsWith("/messages")
      )
        expect([path, answer.status() < 400]).toEqual([path, true]);
    }
});
