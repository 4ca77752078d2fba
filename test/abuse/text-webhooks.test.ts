import { createHash, randomUUID } from "node:crypto";
import { textWebhookUrl } from "@packpost/core/texting/text-webhook-url";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { signatureOf } from "../../apps/sandbox/src/twilio/webhook.ts";
import { keepOwnKey } from "../support/keep-own-key.ts";
import { newNumber, openTexting, ours } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

type Texting = Awaited<ReturnType<typeof openTexting>>;
type Form = Record<string, string>;

const sid = () => `SM${createHash("md5").update(randomUUID()).digest("hex")}`;

/** A text that comes in, signed by this token over this address. */
function deliver(
  { at, organisation }: Texting,
  form: Form,
  more: { url?: string; token?: string; signedUrl?: string; signature?: string | null } = {},
) {
  const url = more.url ?? textWebhookUrl(at, "inbound");
  const signature =
    more.signature === undefined
      ? signatureOf(more.token ?? organisation.token, more.signedUrl ?? url, form)
      : more.signature;
  return fetch(url, {
    method: "POST",
    headers: {
      "content-type": "application/x-www-form-urlencoded",
      ...(signature !== null && { "x-twilio-signature": signature }),
    },
    body: new URLSearchParams(form).toString(),
  });
}

const textForm = (body: string, from: string): Form => ({
  ...{ MessageSid: sid(), SmsStatus: "received", From: from, To: ours, Body: body, NumMedia: "0" },
});

describe("T30 only the provider tells of texts", () => {
  it("T30 takes what is signed, and answers without a word that would be sent on", async () => {
    await using texting = await openTexting(world);
    const answer = await deliver(texting, textForm("Hello", texting.maria.phone));
    expect([answer.status, await answer.text()]).toEqual([204, ""]);
    expect(await texting.entries()).toMatchObject([{ body: "Hello" }]);
  });

  it("T30 refuses a forged, missing or foreign signature, a wrong secret, another organisation's address", async () => {
    await using texting = await openTexting(world);
    await using other = await openTexting(world);
    const form = textForm("Forged", texting.maria.phone);
    const wrongSecret = textWebhookUrl({ ...texting.at, secret: other.secret }, "inbound");
    const nobody = textWebhookUrl({ ...texting.at, organisationId: randomUUID() }, "inbound");
    const answers = [
      await deliver(texting, form, { signature: null }),
      await deliver(texting, form, { signature: "x".repeat(28) }),
      await deliver(texting, form, { token: "another" }),
      await deliver(texting, form, { token: other.organisation.token }),
      await deliver(texting, form, { signedUrl: "https://elsewhere.example/x" }),
      await deliver(texting, form, { url: wrongSecret }),
      await deliver(texting, form, { url: nobody }),
      await deliver(texting, form, { url: nobody.replace(/[0-9a-f-]{36}/, "no-uuid") }),
    ];
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 401));
    expect(await texting.entries()).toEqual([]);
  });

  it("T30 both tokens of an own account open during a rotation, the installation's does not", async () => {
    await using texting = await openTexting(world);
    const account = `AC${"0".repeat(32)}`;
    const save = (token: string) =>
      keepOwnKey(world, texting.ctx.organisationId, { channel: "sms", key: `${account}:${token}` });
    await save("first");
    await save("second");
    const statusOf = async (token: string) =>
      (await deliver(texting, textForm(`By ${token}`, texting.maria.phone), { token })).status;
    expect([
      await statusOf("second"),
      await statusOf("first"),
      await statusOf(texting.organisation.token),
    ]).toEqual([204, 204, 401]);
  });

  it("V8 what is no text of ours, too large, or read by GET is answered, not taken", async () => {
    await using texting = await openTexting(world);
    const large = await deliver(texting, { ...textForm("x", texting.maria.phone), Rest: "x".repeat(70_000) });
    expect(large.status).toBe(413);
    expect((await deliver(texting, { Hello: "there" })).status).toBe(400);
    expect((await fetch(textWebhookUrl(texting.at, "inbound"))).status).toBe(405);
    const report = { MessageSid: sid(), MessageStatus: "delivered", To: texting.maria.phone, From: ours };
    const url = textWebhookUrl(texting.at, "status");
    expect((await deliver(texting, report, { url })).status).toBe(204);
    const foreign = `${url}?attempt=${randomUUID()}&recipient=${randomUUID()}`;
    expect((await deliver(texting, report, { url: foreign })).status).toBe(204);
  });

  it("T22 a thousand texts, two hundred at a time, all stand once and in one conversation", async () => {
    await using texting = await openTexting(world);
    const stranger = newNumber();
    const forms = Array.from({ length: 1_000 }, (_, index) => textForm(`Text ${index}`, stranger));
    for (let from = 0; from < forms.length; from += 200) {
      const answers = await Promise.all(
        forms.slice(from, from + 200).flatMap((form, index) => {
          const again = index % 50 === 0 ? [deliver(texting, form)] : [];
          return [deliver(texting, form), ...again];
        }),
      );
      expect(answers.every(({ status }) => status === 204)).toBe(true);
    }
    const { rows } = await world.owner.query(
      `select count(*)::int as texts, count(distinct entry.conversation_id)::int as conversations, max(last_number) as last
       from thread join entry on entry.thread_id = thread.id where thread.organisation_id = $1 and stranger = $2`,
      [texting.ctx.organisationId, stranger],
    );
    expect(rows).toEqual([{ texts: 1_000, conversations: 1, last: 1_000 }]);
  }, 120_000);
});
