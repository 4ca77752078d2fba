import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { providerSettings } from "../support/provider-settings.ts";
import { secretsKey } from "../support/serve-api.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
const { register, server, settingsOf, shown, testToken } = providerSettings(world, () => web);

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  world.startWorker(undefined, { SECRETS_KEY: secretsKey, API_URL: web.apiUrl });
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const serverSchema = z.object({
  Webhooks: z.array(z.object({ Url: z.string(), MessageStream: z.string(), HttpAuth: z.unknown() })),
  InboundHookUrl: z.string(),
});
const serversSchema = z.object({
  servers: z.array(z.object({ token: z.string(), smsWebhookUrl: z.string().optional() })),
});

/** What the simulator's server was told. */
async function serverOf(token: string) {
  const headers = { "x-postmark-server-token": token };
  const read = async (path: string) => (await fetch(`${world.simulator.url}${path}`, { headers })).json();
  return serverSchema.parse(Object.assign({}, await read("/webhooks"), await read("/server")));
}

describe("O2 the provider is told where to report", () => {
  it("O2 both streams and the mail that comes in, once however often; a new password is told too, and works", async () => {
    const organisation = await world.organisation(1);
    const settings = await settingsOf(organisation);
    const token = organisation.token;
    expect(await register(organisation, "email")).toMatchObject({ state: "registered" });
    const first = await serverOf(token);
    const path = `${web.apiUrl}/webhooks/postmark/${organisation.ctx.organisationId}`;
    expect(first.Webhooks.map(({ MessageStream, Url, HttpAuth }) => [MessageStream, Url, HttpAuth])).toEqual([
      ["broadcast", path, { Username: WEBHOOK_USER, Password: "" }],
      ["outbound", path, { Username: WEBHOOK_USER, Password: "" }],
    ]);
    const inbound = new URL(first.InboundHookUrl);
    expect(`${inbound.origin}${inbound.pathname}`).toBe(`${path}/inbound`);
    await register(organisation, "email");
    expect((await serverOf(token)).Webhooks).toEqual(first.Webhooks);

    const statusOf = async () => {
      const { username, password, origin } = new URL((await serverOf(token)).InboundHookUrl);
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
      const url = path.replace(new URL(path).origin, origin);
      return (await fetch(url, { method: "POST", headers: { authorization }, body: "{}" })).status;
    };
    expect(await statusOf()).not.toBe(401);
    const { password } = await settings.changeWebhookSecret();
    await register(organisation, "email");
    expect(new URL((await serverOf(token)).InboundHookUrl).password).toBe(password);
    await settings.endPreviousWebhookSecret();
    expect(await statusOf()).not.toBe(401);
  });

  it("O2 what its server reports by then reaches us; somebody else's inbound webhook is left alone, and said", async () => {
    const organisation = await world.organisation(1);
    const elsewhere = "http://127.0.0.1:9/theirs";
    await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
      ...{ name: "Its own", inboundUrl: elsewhere },
    });
    expect(await register(organisation, "email")).toMatchObject({
      state: "registered",
      providerMessage: expect.stringContaining("127.0.0.1:9"),
    });
    expect((await serverOf(organisation.token)).InboundHookUrl).toBe(elsewhere);
  });

  it("O2 a number's texts; without a number, and with one of somebody else's, it says what is missing", async () => {
    const organisation = await world.organisation(1);
    const settings = await settingsOf(organisation);
    const registration = () => register(organisation, "sms");
    expect(await registration()).toMatchObject({
      state: "refused",
      providerMessage: expect.stringContaining("Settings › Texting"),
    });
    await settings.saveTexting({ number: "+12025550142", registration: "registered" });
    await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
      ...{ name: "Its own", numbers: ["+12025550199"] },
      accountSid: `AC${organisation.ctx.organisationId.replaceAll("-", "")}`,
    });
    expect(await registration()).toMatchObject({
      state: "refused",
      providerMessage: "+12025550142 is not a number of this account",
    });
    await world.simulator.call("PUT", `/_servers/${organisation.token}`, {
      ...{ name: "Its own", numbers: ["+12025550142"] },
    });
    expect(await registration()).toMatchObject({ state: "registered" });
    const { servers } = serversSchema.parse(await (await fetch(`${world.simulator.url}/_servers`)).json());
    const kept = servers.find(({ token }) => token === organisation.token);
    expect(kept?.smsWebhookUrl).toBe((await settings.texting()).inboundUrl);
  });

  it("O2 a saved key is told at once, without being asked", async () => {
    const organisation = await world.organisation(1);
    const token = await server();
    await testToken(organisation, token);
    await expect
      .poll(async () => (await shown(organisation, "email"))?.registration?.state, { timeout: 15_000 })
      .toBe("registered");
    expect((await serverOf(token)).Webhooks).toHaveLength(2);
  });
});
