import { readSubscription } from "@packpost/core/unsubscribe/read-subscription";
import { mintUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { authSecret, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let recipients: string[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  ({ organisation, recipientIds: recipients } = await createSentCampaign(world, 20));
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
  it("reading, and the page's own look at it, change nothing; there is no GET that could", async () => {
    const recipientId = recipients.pop() ?? "";
    const seen = await readSubscription({ ctx: organisation.ctx, input: { recipientId } });
    expect(seen).toMatchObject({ subscribed: true });
    expect(Object.keys(web.unsubscribeRoute)).not.toContain("GET");
    expect(Object.keys(web.unsubscribeRoute)).not.toContain("HEAD");
    expect(await stateOf(recipientId)).toEqual(untouched);
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
  ])("RFC 8058: one POST of %s is enough, without cookie or question", async (_name, body, headers) => {
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
  ])("a POST with %s unsubscribes all the same", async (_name, body) => {
    const recipientId = recipients.pop() ?? "";
    const headers: Record<string, string> = body?.startsWith("--x")
      ? { "content-type": "multipart/form-data; boundary=x" }
      : {};
    expect((await web.unsubscribe(tokenOf(recipientId), body, headers)).status).toBe(200);
    expect(await stateOf(recipientId)).toMatchObject({ status: "unsubscribed", subscribed: false });
  });

  it("many times at once is one change; coming back does not lower the campaign's count", async () => {
    const recipientId = recipients.pop() ?? "";
    const token = tokenOf(recipientId);
    const answers = await Promise.all(Array.from({ length: 8 }, () => web.unsubscribe(token, null)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await web.unsubscribe(token, new URLSearchParams({ action: "resubscribe" }))).status).toBe(200);
    expect(await stateOf(recipientId)).toMatchObject({ status: "unsubscribed", subscribed: true });
    const { rows } = await world.owner.query(
      "select action from audit where subject_kind = 'customer' and actor_id = $1 order by id",
      [recipientId],
    );
    expect(rows.map(({ action }) => action)).toEqual(["preference.unsubscribed", "preference.subscribed"]);
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

  it("leaves the counters right", async () => {
    expect(await world.broken(organisation)).toEqual([]);
  });
});
