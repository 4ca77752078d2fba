import type { BrowserContext } from "@playwright/test";
import { z } from "zod";
import { expect, test } from "../fixtures/test.ts";
import { noteStreams } from "../fixtures/watch-streams.ts";
import { openDraft, pressSend } from "../pages/write-campaign.ts";

/** The server keeps so many streams of one person up. */
const mostStreams = 40;

const meSchema = z.object({
  result: z.object({ data: z.object({ json: z.object({ staffMemberId: z.string() }) }) }),
});

/** How many live streams of the signed-in person are open at the server: those it still takes are the rest. */
async function countStreams(context: BrowserContext, webUrl: string, campaignId: string): Promise<number> {
  const cookie = (await context.cookies()).map(({ name, value }) => `${name}=${value}`).join("; ");
  const me = await context.request.get("/api/trpc/account.me");
  const viewer = meSchema.parse(await me.json()).result.data.json.staffMemberId;
  const json = { viewer, topics: [{ kind: "campaign", id: campaignId }] };
  const url = `${webUrl}/api/trpc/live.watch?input=${encodeURIComponent(JSON.stringify({ json }))}`;
  const closing = new AbortController();
  try {
    for (let taken = 0; taken <= mostStreams; taken += 1) {
      const answer = await fetch(url, { headers: { cookie }, signal: closing.signal });
      // Read no further and not given up: it stays open.
      const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
      let text = "";
      while (reader && !/TOO_MANY_REQUESTS|"value"/.test(text)) {
        const { done, value } = await reader.read();
        if (done) throw new Error(`the stream ended with: ${text}`);
        text += value;
      }
      if (text.includes("TOO_MANY_REQUESTS")) return mostStreams - taken;
    }
    return 0;
  } finally {
    closing.abort();
  }
}

test("C8 V2 ten tabs hold one stream; when the tab that holds it is closed another goes on with it, and nothing is missed", async ({
  page,
  context,
  organisation,
  signInAs,
  world,
}) => {
  await organisation.addPeople(Array.from({ length: 60 }, (_, n) => `person.${n}@mail.example`));
  await organisation.setPace(2);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  const tabs = [page, ...(await Promise.all(Array.from({ length: 9 }, () => context.newPage())))];
  const asked = noteStreams(tabs);
  await openDraft(page, draft);
  await pressSend(page, "60 people");
  await expect(page.getByText(/\d+ of 60 sent/)).toBeVisible({ timeout: 60_000 });
  for (const tab of tabs.slice(1)) {
    await tab.goto(draft);
    await expect(tab.getByText(/\d+ of 60 sent/)).toBeVisible();
  }
  const holder = asked.at(-1);
  expect(new Set(asked), "tabs that have ever opened a stream").toEqual(new Set([page]));
  expect(holder).toBe(page);
  const campaignId = draft.split("/").at(-1) ?? "";
  await expect.poll(() => countStreams(context, world.webUrl, campaignId)).toBe(1);

  await page.close();
  // Each of the others learns of every mail that still goes out.
  for (const tab of tabs.slice(1))
    await expect(tab.getByText("60 sent", { exact: true })).toBeVisible({ timeout: 90_000 });
  expect(new Set(asked.slice(asked.lastIndexOf(page) + 1)).size, "one tab has taken it over").toBe(1);
  await expect.poll(() => countStreams(context, world.webUrl, campaignId)).toBe(1);
});

test("C8 O1 when somebody signs out in one tab, all others that are kept up learn it", async ({
  page,
  context,
  organisation,
  signInAs,
  watch,
}) => {
  await organisation.addPeople(["anna@mail.example"]);
  const draft = await organisation.addDraft();
  await signInAs(organisation.emailOf("owner"));
  await openDraft(page, draft);
  await pressSend(page, "1 person");
  await expect(page.getByText("1 sent", { exact: true })).toBeVisible({ timeout: 60_000 });
  const others = await Promise.all([context.newPage(), context.newPage()]);
  for (const other of others) {
    await other.goto(draft);
    await expect(other.getByText("1 sent", { exact: true })).toBeVisible();
  }
  watch.expectProblems(/401/);
  await page.getByRole("button", { name: /The owner|You$/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out.")).toBeVisible();
  for (const other of others)
    await expect(other.getByRole("alert").filter({ hasText: "Your session has ended." })).toBeVisible({
      timeout: 15_000,
    });
});
