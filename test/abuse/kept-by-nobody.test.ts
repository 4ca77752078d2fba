import { mintUnsubscribeToken } from "@packpost/core/unsubscribe/token";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, authSecret, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { createSentCampaign } from "../support/sent-campaign.ts";
import { signIn } from "../support/sign-in.ts";
import { uploadPicture } from "../support/upload-picture.ts";
import { emailOf, post } from "./sign-in-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";
let recipientId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  const sent = await createSentCampaign(world, 3);
  ({ organisation, campaignId } = sent);
  recipientId = sent.recipientIds[0] ?? "";
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const call = (path: string, input: object, headers: Headers) =>
  web.trpc(
    new Request(`${appUrl}/api/trpc/${path}?input=${encodeURIComponent(JSON.stringify({ json: input }))}`, {
      headers,
    }),
  );

async function download(kind: "audience" | "recipients", headers: Headers, method = "GET") {
  const { GET, HEAD } =
    kind === "recipients"
      ? await import("../../apps/web/src/app/api/export/campaigns/[id]/recipients/route.ts")
      : await import("../../apps/web/src/app/api/export/campaigns/[id]/audience/route.ts");
  const request = new Request(`${appUrl}/api/export/campaigns/${campaignId}/${kind}`, { headers, method });
  return (method === "GET" ? GET : HEAD)(request, { params: Promise.resolve({ id: campaignId }) });
}

it("O3 every answer with somebody's data, and every refusal of one, is kept by nobody", async () => {
  const session = await signIn(world, organisation, "owner");
  const nobody = new Headers();
  const token = mintUnsubscribeToken(
    { organisationId: organisation.ctx.organisationId, recipientId },
    authSecret,
  );
  const live = await call(
    "live.watch",
    { viewer: recipientId, topics: [{ kind: "campaign", id: campaignId }] },
    session,
  );
  const answers = {
    list: await call("campaign.list", {}, session),
    recipients: await call("campaign.recipients", { campaignId }, session),
    live,
    refused: await call("campaign.recipients", { campaignId }, nobody),
    nothing: await call("campaign.nothing", {}, session),
    recipientsFile: await download("recipients", session),
    audienceFile: await download("audience", session),
    refusedFile: await download("audience", nobody),
    askedFile: await download("audience", session, "HEAD"),
    leaving: await web.unsubscribe(token, null),
    leavingPage: await web.openUnsubscribe(token),
    brokenLink: await web.unsubscribe("x", null),
    upload: await uploadPicture(new Uint8Array(10), { session }),
  };
  for (const [name, answer] of Object.entries(answers)) {
    expect(`${name}: ${answer.headers.get("cache-control")}`).toMatch(/\bno-store\b/);
    await answer.body?.cancel();
  }
});

it("O1 the answer to a sign-in holds no token of the session: that stands in the cookie alone, which no script reads", async () => {
  const email = await emailOf(await signIn(world, organisation, "owner"));
  const answer = await post(JSON.stringify({ email, password: "a password of the tests" }));
  expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-store"]);
  const { rows } = await world.owner.query(
    `select session.token from auth_session session join auth_user on auth_user.id = session."userId"
     where auth_user.email = $1 order by session."createdAt" desc limit 1`,
    [email],
  );
  const token = String(rows[0].token);
  const cookies = answer.headers.getSetCookie().filter((cookie) => cookie.includes(token));
  expect(cookies.join()).toMatch(/HttpOnly/i);
  expect(await answer.text()).toBe("{}");
  for (const [name, value] of answer.headers)
    if (name !== "set-cookie") expect(value, name).not.toContain(token);
});
