import { readSubscription } from "@packpost/core/unsubscribe/read-subscription";
import { mintUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import {
  appUrl,
  authSecret,
  previousAuthSecret,
  type TestOrganisation,
  TestWorld,
} from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { tellEvents } from "../support/tell-events.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let recipients: string[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  ({ organisation, recipientIds: recipients } = await createSentCampaign(world, 30));
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const tokenOf = (recipientId: string) =>
  mintUnsubscribeToken({ organisationId: organisation.ctx.organisationId, recipientId }, authSecret);

async function stateOf(recipientId: string) {
  const { rows } = await world.owner.query(
    `select recipient.status, preference.subscribed, preference.source from recipient
     left join preference on preference.customer_id = recipient.customer_id where recipient.id = $1`,
    [recipientId],
  );
  return rows[0];
}
const untouched = { status: "sent", subscribed: null, source: null };

describe("C17 unsubscribing", () => {
  it("C17 the page knows the organisation's language, and the holder's own", async () => {
    const [recipientId = ""] = recipients;
    const { organisationId } = organisation.ctx;
    const languagesOf = async () => {
      const seen = await readSubscription({ ctx: organisation.ctx, input: { recipientId } });
      return [seen.language, seen.organisationLanguage];
    };
    expect(await languagesOf()).toEqual([null, "en"]);
    await world.owner.query("update organisation set mail_language = 'fr' where id = $1", [organisationId]);
    expect(await languagesOf()).toEqual([null, "fr"]);
    await world.owner.query("update organisation set mail_language = 'en' where id = $1", [organisationId]);
    const set =
      "update customer set language = $2 where id = (select customer_id from recipient where id = $1)";
    await world.owner.query(set, [recipientId, "es"]);
    expect(await languagesOf()).toEqual(["es", "en"]);
    await world.owner.query(set, [recipientId, null]);
  });

  it("C17 O2 the page shows the organisation's logo, where it has one", async () => {
    const [recipientId = ""] = recipients;
    const logoOf = async () =>
      (await readSubscription({ ctx: organisation.ctx, input: { recipientId } })).logo;
    const set = "update organisation set logo = $2 where id = $1";
    expect(await logoOf()).toBeNull();
    const name = `${"a".repeat(26)}-480x120.png`;
    await world.owner.query(set, [organisation.ctx.organisationId, name]);
    expect(await logoOf()).toEqual({ path: `/pictures/${name}`, widthPx: 480, heightPx: 120 });
    await world.owner.query(set, [organisation.ctx.organisationId, null]);
  });

  it("K02 K05 reading, and opening the header's address, lead to the page and change nothing, however often", async () => {
    const recipientId = recipients.pop() ?? "";
    const token = tokenOf(recipientId);
    const scanners = [
      "Mozilla/5.0",
      "BarracudaCentral",
      "Microsoft Office/16.0 (SafeLinks)",
      "Proofpoint",
      "",
    ];
    for (let n = 0; n < 50; n += 1) {
      const method = n % 2 ? "HEAD" : "GET";
      const seen = await web.openUnsubscribe(token, method, { "user-agent": scanners[n % 5] ?? "" });
      expect([seen.status, seen.headers.get("location"), await seen.text()]).toEqual([
        303,
        `/u/${token}`,
        "",
      ]);
      expect(seen.headers.get("cache-control")).toBe("no-store");
      expect(await readSubscription({ ctx: organisation.ctx, input: { recipientId } })).toMatchObject({
        subscribed: true,
      });
    }
    expect(await stateOf(recipientId)).toEqual(untouched);
    const { rows } = await world.owner.query(
      "select (select count(*) from audit where actor_id = (select customer_id from recipient where id = $1))::int + (select count(*) from mailbox_choice)::int as n",
      [recipientId],
    );
    expect(rows).toEqual([{ n: 0 }]);
  });

  it("C14 C17 the page does not promise mail to an address that is blocked", async () => {
    const recipientId = recipients.pop() ?? "";
    const blocked = async () =>
      (await readSubscription({ ctx: organisation.ctx, input: { recipientId } })).blocked;
    expect(await blocked()).toBe(false);
    await tellEvents(organisation, [recipientId], "complained");
    await web.unsubscribe(tokenOf(recipientId), new URLSearchParams({ action: "resubscribe" }));
    expect(await readSubscription({ ctx: organisation.ctx, input: { recipientId } })).toMatchObject({
      subscribed: true,
      blocked: true,
    });
    await world.owner.query("update suppression set lifted_at = now() where organisation_id = $1", [
      organisation.ctx.organisationId,
    ]);
    expect(await blocked()).toBe(false);
  });

  it("K02 what is no token of ours leads to the page too, which says so; never to another site", async () => {
    for (const token of ["preview", "x", "//evil.example", "..%2f..", "%E0%A4%A", "é\r\nset-cookie: a=b"]) {
      const seen = await web.openUnsubscribe(encodeURIComponent(token));
      expect(seen.status).toBe(303);
      expect(seen.headers.get("location")).toMatch(/^\/u\/[\w%.-]+$/);
    }
  });

  it("K02 our page's form without JavaScript comes back to the page; a one-click POST never does", async () => {
    const recipientId = recipients.pop() ?? "";
    const accept = { accept: "text/html,application/xhtml+xml" };
    const form = new URLSearchParams({ action: "unsubscribe" });
    const pressed = await web.unsubscribe(tokenOf(recipientId), form, accept);
    expect([pressed.status, pressed.headers.get("location")]).toEqual([303, `/u/${tokenOf(recipientId)}`]);
    expect(await stateOf(recipientId)).toMatchObject({ subscribed: false, source: "link" });
    const oneClick = new URLSearchParams({ "List-Unsubscribe": "One-Click", action: "unsubscribe" });
    expect((await web.unsubscribe(tokenOf(recipientId), oneClick, accept)).status).toBe(200);
  });

  it("K03 links of mails delivered before the secret changed go on working, in every way", async () => {
    const recipientId = recipients.pop() ?? "";
    const { organisationId } = organisation.ctx;
    const old = mintUnsubscribeToken({ organisationId, recipientId }, previousAuthSecret);
    expect(old).not.toBe(tokenOf(recipientId));
    expect((await web.openUnsubscribe(old)).headers.get("location")).toBe(`/u/${old}`);
    expect((await web.unsubscribe(old, null)).status).toBe(200);
    expect(await stateOf(recipientId)).toMatchObject({ status: "unsubscribed", subscribed: false });
    expect((await web.unsubscribe(old, new URLSearchParams({ action: "resubscribe" }))).status).toBe(200);
    expect(await stateOf(recipientId)).toMatchObject({ subscribed: true });
  });

  it.each<[string, () => string | FormData | URLSearchParams, Record<string, string>]>([
    ["a form", () => new URLSearchParams({ "List-Unsubscribe": "One-Click" }), {}],
    [
      "a multipart form",
      () => {
        const form = new FormData();
        form.set("List-Unsubscribe", "One-Click");
        return form;
      },
      {},
    ],
    ["plain text", () => "List-Unsubscribe=One-Click", { "content-type": "text/plain" }],
    // A mailbox provider's request never brings anybody back.
    ["a form that says more", () => "List-Unsubscribe=One-Click&action=resubscribe", {}],
  ])("K06 RFC 8058: one POST of %s is enough, without cookie or question", async (_name, body, headers) => {
    const recipientId = recipients.pop() ?? "";
    expect((await web.unsubscribe(tokenOf(recipientId), body(), headers)).status).toBe(200);
    expect(await stateOf(recipientId)).toEqual({
      status: "unsubscribed",
      subscribed: false,
      source: "one_click",
    });
  });

  it.each([
    ["nothing", null],
    ["10 MB", "x".repeat(10_000_000)],
    ["a broken multipart form", "--x\r\nnonsense"],
  ])("K06 a POST with %s unsubscribes all the same", async (_name, body) => {
    const recipientId = recipients.pop() ?? "";
    const headers: Record<string, string> = body?.startsWith("--x")
      ? { "content-type": "multipart/form-data; boundary=x" }
      : {};
    expect((await web.unsubscribe(tokenOf(recipientId), body, headers)).status).toBe(200);
    expect(await stateOf(recipientId)).toMatchObject({ status: "unsubscribed", subscribed: false });
  });

  it("P6 many times at once is one change; coming back does not lower the campaign's count", async () => {
    const recipientId = recipients.pop() ?? "";
    const token = tokenOf(recipientId);
    const answers = await Promise.all(Array.from({ length: 8 }, () => web.unsubscribe(token, null)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await web.unsubscribe(token, new URLSearchParams({ action: "resubscribe" }))).status).toBe(200);
    expect(await stateOf(recipientId)).toMatchObject({ status: "unsubscribed", subscribed: true });
    const { rows } = await world.owner.query(
      `select action, actor_kind, actor_id = subject_id as own, detail->>'recipientId' as by from audit
       where subject_kind = 'customer' and subject_id = (select customer_id from recipient where id = $1) order by id`,
      [recipientId],
    );
    // O3 by the customer, with the mail whose link it was.
    const own = { actor_kind: "customer", own: true, by: recipientId };
    expect(rows).toEqual([
      { action: "preference.unsubscribed", ...own },
      { action: "preference.subscribed", ...own },
    ]);
  });

  it("forged, cut and foreign tokens are answered 404 and change nothing", async () => {
    const recipientId = recipients.pop() ?? "";
    const token = tokenOf(recipientId);
    const { organisationId } = organisation.ctx;
    const tokens = [
      token.slice(0, -1),
      token.slice(1),
      `${token}A`,
      `${token.slice(0, -2)}${token.endsWith("AA") ? "BB" : "AA"}`,
      mintUnsubscribeToken({ organisationId, recipientId }, "another secret of another house, long enough"),
      mintUnsubscribeToken({ organisationId, recipientId: crypto.randomUUID() }, authSecret),
      mintUnsubscribeToken({ organisationId: crypto.randomUUID(), recipientId }, authSecret),
      "..%2f..%2fetc",
      "",
    ];
    for (const forged of tokens) expect((await web.unsubscribe(forged, null)).status, forged).toBe(404);
    expect(await stateOf(recipientId)).toEqual(untouched);
  });

  it("K06 one that is sent without end, or stops on its way, unsubscribes all the same, and soon", async () => {
    const stopped = () => new Promise<void>(() => undefined);
    const endless = (controller: ReadableStreamDefaultController<Uint8Array>) =>
      controller.enqueue(new Uint8Array(4_000).fill(97));
    for (const pull of [stopped, endless]) {
      const recipientId = recipients.pop() ?? "";
      const token = tokenOf(recipientId);
      const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
      const init: RequestInit = { method: "POST", body, duplex: "half" };
      const request = new Request(`${appUrl}/api/unsubscribe/${token}`, init);
      const began = performance.now();
      const answer = await web.unsubscribeRoute.POST(request, { params: Promise.resolve({ token }) });
      expect([answer.status, performance.now() - began < 8_000]).toEqual([200, true]);
      expect(await stateOf(recipientId)).toMatchObject({ status: "unsubscribed", subscribed: false });
    }
  });

  it("C17 a stranger's body is never asked for", async () => {
    let asked = 0;
    const pull = () => {
      asked += 1;
      return new Promise<void>(() => undefined);
    };
    const body = new ReadableStream<Uint8Array>({ pull }, { highWaterMark: 0 });
    const init: RequestInit = { method: "POST", body, duplex: "half" };
    const answer = await web.unsubscribeRoute.POST(new Request(`${appUrl}/api/unsubscribe/x`, init), {
      params: Promise.resolve({ token: "x" }),
    });
    expect([answer.status, asked]).toEqual([404, 0]);
  });

  it("K06 a mailbox provider's burst is answered whole, from however few addresses it comes", async () => {
    const burst = await createSentCampaign(world, 120);
    const { organisationId } = burst.organisation.ctx;
    const answers = await Promise.all(
      burst.recipientIds.map((recipientId) =>
        web.unsubscribe(
          mintUnsubscribeToken({ organisationId, recipientId }, authSecret),
          new URLSearchParams({ "List-Unsubscribe": "One-Click" }),
          { "x-forwarded-for": "203.0.113.7" },
        ),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it("C17 a link that goes to and fro is stopped coming back, and never leaving", async () => {
    const recipientId = recipients.pop() ?? "";
    const token = tokenOf(recipientId);
    const ask = (action: string) => web.unsubscribe(token, new URLSearchParams({ action }));
    let refused: Response | undefined;
    for (let n = 0; n < 21; n += 1) {
      expect((await ask("unsubscribe")).status).toBe(200);
      refused = await ask("resubscribe");
    }
    expect(refused?.status).toBe(429);
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await ask("unsubscribe")).status).toBe(200);
    expect(await stateOf(recipientId)).toMatchObject({ subscribed: false });
  });

  it("leaves the counters right", async () => {
    expect(await world.broken(organisation)).toEqual([]);
  });
});
