import { nextStep } from "@packpost/core/broadcast/next-step";
import { sendSlice } from "@packpost/core/broadcast/send-slice";
import { snapshotAudience } from "@packpost/core/broadcast/snapshot-audience";
import { addressKey } from "@packpost/db/address";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { quickTimings, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";
let caller: Awaited<ReturnType<TestWeb["as"]>>;

/** Six people in good standing, as files have them. */
const people = [
  ["Maria", "Okafor", "maria.okafor@mail.example"],
  ["Tom", "Brown", "tom@browns.example"],
  ["Lena", "Schmidt", "lena@schmidt.example"],
  ["Ciara", "O'Brien", "ciara@mail.example"],
  ["José", "Núñez-Weiß", "jose@mail.example"],
  ["Hans", "Müller", "Hans@Müller.example"],
] as const;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});
beforeEach(async () => {
  organisation = await world.organisation(people.length);
  for (const [n, [first, last, email]] of people.entries()) await rewrite(n, { first, last, email });
  campaignId = await world.draft(organisation);
  caller = await web.as(organisation);
});

/** Changes the n-th customer's row. */
async function rewrite(n: number, to: { first?: string; last?: string; email?: string }): Promise<void> {
  await world.owner.query(
    `update customer set email = coalesce($3, email), first_name = coalesce($4, first_name), last_name = coalesce($5, last_name)
     where id = (select id from customer where organisation_id = $1 order by number offset $2 limit 1)`,
    [organisation.ctx.organisationId, n, to.email ?? null, to.first ?? null, to.last ?? null],
  );
}

async function enter(list: "add" | "exclude", text: string): Promise<(string | undefined)[]> {
  await caller.campaign.entries.enter({ campaignId, list, text });
  const { entries } = await caller.campaign.entries.list({ campaignId, list, show: "all", pageSize: 200 });
  return entries.map(({ customer, problem }) => problem ?? customer?.name);
}

const find = async (search: string) =>
  (
    await caller.audience.list({ campaignId, passId: organisation.passId, filter: { kind: "all" }, search })
  ).people.map(({ name }) => name);

describe("people as they are pasted", () => {
  it.each(["add", "exclude"] as const)("K10 K11 K15 finds them in the list to %s", async (list) => {
    expect(
      await enter(list, '"Okafor, Maria" <maria.okafor@mail.example>; Brown, Tom <tom@browns.example>'),
    ).toEqual(["Maria Okafor", "Tom Brown"]);
    expect(await enter(list, "‘lena@schmidt.example’; «hans@xn--mller-kva.example»")).toEqual([
      ...["Maria Okafor", "Tom Brown", "Lena Schmidt", "Hans Müller"],
    ]);
  });

  it("K12 finds names however they are typed, in lists and in searches", async () => {
    expect(
      await enter("exclude", "Ciara O’Brien; jose nunez‑weiss\nHANS MU\u0308LLER; ‘Okafor, Maria’"),
    ).toEqual([...["Ciara O'Brien", "José Núñez-Weiß", "Hans Müller", "Maria Okafor"]]);
    for (const [search, name] of [
      ["Ciara O’Brien", "Ciara O'Brien"],
      ["o`brien", "Ciara O'Brien"],
      ["núñez", "José Núñez-Weiß"],
      ["NUNEZ–WEISS", "José Núñez-Weiß"],
      ["mu\u0308ller", "Hans Müller"],
      ["muller.ex", "Hans Müller"],
      ["hans@xn--mller-kva.example", "Hans Müller"],
      ["mailto:Tom@Browns.example", "Tom Brown"],
      ["‘tom@browns.example’", "Tom Brown"],
      ["Hans <hans@müller.example>", "Hans Müller"],
      [" len\u200ba\u00a0schmidt ", "Lena Schmidt"],
    ] as const)
      expect([search, await find(search)]).toEqual([search, [name]]);
    await world.owner.query("update campaign set name = 'Über’s Café' where id = $1", [campaignId]);
    const list = await caller.campaign.list({ search: "uber's cafe" });
    expect(list.campaigns.map(({ name }) => name)).toEqual(["Über’s Café"]);
  });

  it("K10 K17 sends a preview to whom a mail program wrote down", async () => {
    const to = '"Okafor, Maria" <maria.okafor@mail.example>, Hans <hans@müller.example>';
    const { version } = await caller.campaign.get({ campaignId });
    expect(await caller.delivery.sendPreview({ campaignId, version, to })).toMatchObject({
      outcome: "queued",
    });
    const { rows } = await world.owner.query(
      "select address from delivery where campaign_id = $1 order by 1",
      [campaignId],
    );
    expect(rows.map(({ address }) => address)).toEqual([
      "hans@xn--mller-kva.example",
      "maria.okafor@mail.example",
    ]);
    const [request] = await caller.delivery.ofCampaign({ campaignId });
    expect(request?.deliveries.map((mail) => mail.to).toSorted()).toEqual([
      "hans@müller.example",
      "maria.okafor@mail.example",
    ]);
  });

  it("C3 says again what matches nobody, in the counts and in the review of who sends", async () => {
    await enter("exclude", "Ciara O'Bryan; tom@browns.example; tom@");
    await enter("add", "lena@schmidt.example");
    const open = [{ list: "exclude", matches: "nobody", entries: 2, examples: ["Ciara O'Bryan", "tom@"] }];
    await rewrite(2, { email: "lena@" });
    const count = await caller.audience.count({ campaignId, passId: organisation.passId });
    expect(count).toMatchObject({ open, willReceive: 4, added: 1, addedReceiving: 0 });
    expect(await caller.campaign.sending.review({ campaignId })).toMatchObject({ open, willReceive: 4 });
  });
});

/** What the provider refuses, and what is told of it. */
const refused = [
  ["rafał@mail.example", /“ł” cannot stand before the @/],
  ["a..b@mail.example", /two dots in a row before the @/],
  [".a@mail.example", /dot cannot stand at the beginning/],
  ["a.@mail.example", /dot cannot stand right before the @/],
  ["a@mail..example", /two dots in a row after the @/],
  ["a@-mail.example", /“-mail” cannot begin or end with a hyphen/],
  ['"a"@mail.example', /Quotation marks cannot/],
  ["tom\u200b@mail.example", /invisible character/],
  ["o’neil@mail.example", /sign ’ cannot stand before the @/],
  ["maria@mail.example:", /sign : cannot stand after the @/],
  ["a@mail", /its ending is missing/],
  [`${"x".repeat(65)}@mail.example`, /65 characters before the @/],
  [`a@${"x".repeat(64)}.example`, /too long for a part of a domain/],
  [`tom@${`${"x".repeat(60)}.`.repeat(4)}example`, /at most 254/],
  ["a?b@mail.example", /sign \? cannot stand before the @/],
] as const;

describe("addresses that the provider refuses", () => {
  it.each(refused)("K17 C4 %s does not count as will receive, and it is said why", async (email, fault) => {
    await rewrite(0, { email });
    const page = await caller.audience.list({
      campaignId,
      passId: organisation.passId,
      filter: { kind: "reason", reason: "invalid_email" },
    });
    expect(page.people.map(({ reasons }) => reasons)).toEqual([
      [{ code: "invalid_email", providerMessage: expect.stringMatching(fault) }],
    ]);
    const { willReceive } = await caller.audience.count({ campaignId, passId: organisation.passId });
    expect(willReceive).toBe(people.length - 1);
  });

  it("K17 an umlaut domain is sent to in its xn-- form and shown in its own letters", async () => {
    await world.confirm(organisation, campaignId, people.length);
    await world.hurry(campaignId);
    const ctx = createTestWorkerContext(world, organisation);
    await nextStep({ ctx, input: { broadcastId: campaignId, timings: quickTimings } });
    await snapshotAudience({ ctx, input: { broadcastId: campaignId } });
    await sendSlice({ ctx, input: { broadcastId: campaignId, slice: 0, callMs: 10_000 } });
    expect(await world.statuses(campaignId)).toEqual({ sent: people.length });
    const { rows } = await world.owner.query("select email from recipient where broadcast_id = $1", [
      campaignId,
    ]);
    expect(rows.map(({ email }) => email)).toContain("Hans@xn--mller-kva.example");
    const found = await caller.campaign.recipients({ campaignId, search: "müller" });
    expect(found.recipients.map(({ email }) => email)).toEqual(["Hans@müller.example"]);
  });

  it("K17 whatever the rule lets through, the provider's rule does too", async () => {
    const part = fc.string({
      unit: fc.constantFrom(..."abZ09.-_+'!#$%&*/=^`{|}~?üł"),
      minLength: 1,
      maxLength: 12,
    });
    const address = fc.oneof(
      fc.emailAddress(),
      fc.tuple(part, part, part).map(([mailbox, host, end]) => `${mailbox}@${host}.${end}`),
    );
    const keys = fc
      .sample(address, 20_000)
      .map(addressKey)
      .filter((key) => key !== null);
    expect(keys.length).toBeGreaterThan(500);
    const messages = keys
      .slice(0, 500)
      .map((To) => ({ From: "news@sender.example", To, Subject: "S", TextBody: "T" }));
    const answer = await fetch(`${world.simulator.url}/email/batch`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-postmark-server-token": organisation.token },
      body: JSON.stringify(messages),
    });
    const results: { ErrorCode: number; Message: string }[] = JSON.parse(await answer.text());
    expect(results.filter(({ ErrorCode }) => ErrorCode !== 0)).toEqual([]);
  });
});
