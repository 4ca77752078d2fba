import { findSenderProblems } from "@packpost/core/sender/find-sender-problems";
import { inOrganisation } from "@packpost/db/orm";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createProviderChoice } from "../../apps/worker/src/choose-provider.ts";
import { keepOwnKey } from "../support/keep-own-key.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { providerSettings } from "../support/provider-settings.ts";
import { secretsKey } from "../support/serve-api.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
const { server, settingsOf, shown, testKey, testToken } = providerSettings(world, () => web);

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  world.startWorker(undefined, { SECRETS_KEY: secretsKey, API_URL: web.apiUrl });
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function keptOf({ ctx }: TestOrganisation): Promise<string> {
  const { rows } = await world.owner.query(
    `select jsonb_build_array(
       (select jsonb_agg(to_jsonb(k)) from provider_key k where organisation_id = $1),
       (select jsonb_agg(to_jsonb(t)) from provider_key_test t where organisation_id = $1),
       (select jsonb_agg(to_jsonb(a)) from audit a where organisation_id = $1))::text as kept`,
    [ctx.organisationId],
  );
  return rows[0].kept;
}

const told = async ({ ctx }: TestOrganisation) => {
  const { rows } = await world.owner.query(
    "select action, actor_id = $2 as own, detail from audit where organisation_id = $1 and action like 'settings.provider%' order by id",
    [ctx.organisationId, ctx.actor.id],
  );
  return rows.map(({ action, own, detail }) => [action, own, detail]);
};

describe("O2 a key is tested by the worker before it is saved", () => {
  it("O2 one that opens a live server is saved, shown by its last characters, and audited without it", async () => {
    const organisation = await world.organisation(1);
    expect(await shown(organisation, "email")).toMatchObject({ source: "simulator", key: null, test: null });
    const token = await server();
    // As it is pasted.
    expect(await testToken(organisation, ` ${token}\n`)).toMatchObject({ state: "saved" });
    expect(await shown(organisation, "email")).toMatchObject({
      source: "own",
      key: { hint: token.slice(-4), savedBy: expect.any(String), changedAt: expect.any(String) },
      test: { state: "saved", providerMessage: null },
    });
    expect(await keptOf(organisation)).not.toContain(token);
    expect(await told(organisation)).toEqual([
      ["settings.provider_key_tested", true, { channel: "email" }],
      ["settings.provider_key_saved", true, { channel: "email", hint: token.slice(-4), replaced: false }],
    ]);
    const answers = JSON.stringify(await (await settingsOf(organisation)).providers());
    expect(answers).not.toContain(token);
  });

  it.each([
    ["a wrong token", "wrong_key", async () => "opens-nothing", null],
    ["a sandbox server", "not_live", () => server({ live: false }), null],
    ["a provider that is away", "unavailable", () => server(), { kind: "5xx-before", status: 503 }],
    ["no permission", "not_permitted", () => server(), { kind: "error", status: 403 }],
  ])("O2 %s is said so, and the key before it stays", async (_what, state, make, fault) => {
    const organisation = await world.organisation(1);
    const first = await server();
    await testToken(organisation, first);
    const second = await make();
    if (fault !== null)
      await world.simulator.call("PUT", "/_faults", {
        tokens: { [second]: { next: [{ ...fault, endpoint: "search", times: 9 }] } },
      });
    const outcome = await testToken(organisation, second);
    expect(outcome).toMatchObject({ state, providerMessage: expect.stringMatching(/\w/) });
    expect(await shown(organisation, "email")).toMatchObject({
      source: "own",
      key: { hint: first.slice(-4) },
      test: { state },
    });
    expect(await keptOf(organisation)).not.toContain(second);
  });

  it("O2 replaced: the old one serves until the new one is saved; removed: gone, and so is the one before it", async () => {
    const organisation = await world.organisation(1);
    await testToken(organisation, await server());
    const second = await server();
    await testToken(organisation, second);
    expect(await shown(organisation, "email")).toMatchObject({ key: { hint: second.slice(-4) } });
    const settings = await settingsOf(organisation);
    await settings.removeProviderKey({ channel: "email" });
    await settings.removeProviderKey({ channel: "email" });
    expect(await shown(organisation, "email")).toMatchObject({ source: "simulator", key: null, test: null });
    expect((await told(organisation)).map(([action]) => action)).toEqual([
      ...["settings.provider_key_tested", "settings.provider_key_saved"],
      ...["settings.provider_key_tested", "settings.provider_key_saved"],
      "settings.provider_key_removed",
    ]);
  });

  it("O2 an account serves one organisation: another's is refused, its own again is not", async () => {
    const [first, second] = [await world.organisation(1), await world.organisation(1)];
    const token = await server();
    await testToken(first, token);
    expect(await testToken(first, token)).toMatchObject({ state: "saved" });
    expect(await testToken(second, token)).toMatchObject({ state: "in_use" });
    expect(await shown(second, "email")).toMatchObject({ source: "simulator", key: null });
  });

  it("O2 a Twilio account with its token; a wrong one, and one that is suspended", async () => {
    const organisation = await world.organisation(1);
    const accountSid = `AC${crypto.randomUUID().replaceAll("-", "")}`;
    const authToken = await server({ accountSid });
    const key = { channel: "sms", accountSid } as const;
    expect(await testKey(organisation, { ...key, authToken: "wrong" })).toMatchObject({
      state: "wrong_key",
    });
    await world.simulator.call("PUT", `/_servers/${authToken}`, { name: "Its own", live: false });
    expect(await testKey(organisation, { ...key, authToken })).toMatchObject({ state: "not_live" });
    await world.simulator.call("PUT", `/_servers/${authToken}`, { name: "Its own", live: true });
    expect(await testKey(organisation, { ...key, authToken })).toMatchObject({ state: "saved" });
    expect(await shown(organisation, "sms")).toMatchObject({
      source: "own",
      key: { hint: authToken.slice(-4) },
    });
    expect(await keptOf(organisation)).not.toContain(authToken);
  });

  it("O2 keys are the owner's: an admin sees that there is one, and nothing of it", async () => {
    const organisation = await world.organisation(1);
    await testToken(organisation, await server());
    const admin = await settingsOf(organisation, "admin");
    await expect(admin.testProviderKey({ channel: "email", serverToken: "x" })).rejects.toMatchObject({
      code: "FORBIDDEN",
    });
    await expect(admin.removeProviderKey({ channel: "email" })).rejects.toMatchObject({ code: "FORBIDDEN" });
    expect(await admin.providers()).toMatchObject({ mayChange: false });
    expect(await shown(organisation, "email", "admin")).toMatchObject({
      source: "own",
      key: { hint: null },
      test: null,
    });
  });

  it.each([
    { channel: "email", serverToken: "" },
    { channel: "email", serverToken: "a b" },
    { channel: "email", serverToken: "a\u0000b" },
    { channel: "email", serverToken: "x".repeat(201) },
    { channel: "sms", accountSid: "AC1", authToken: "x" },
    { channel: "sms", accountSid: `AC${"0".repeat(32)}`, authToken: "a\r\nX-Header: b" },
  ] as const)("O2 what can be no key is refused where it is typed: %j", async (input) => {
    const settings = await settingsOf(await world.organisation(1));
    await expect(settings.testProviderKey(input)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  });

  it("O2 nobody tries keys out here: twenty an hour", async () => {
    const organisation = await world.organisation(1);
    const { ctx } = organisation;
    await world.owner.query(
      `insert into audit (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id)
       select $1, 'staff', $2, 'settings.provider_key_tested', 'organisation', $1 from generate_series(1, 20)`,
      [ctx.organisationId, ctx.actor.id],
    );
    await expect(testToken(organisation, "x")).rejects.toMatchObject({ code: "TOO_MANY_REQUESTS" });
  });
});

describe("O2 the environment's account serves an installation with one organisation", () => {
  it("O2 with several, one without keys sends nothing and is told so; its own key ends that", async () => {
    const [first] = [await world.organisation(1), await world.organisation(1)];
    const real = { apiUrl: world.simulator.url, sandboxUrl: undefined, serverToken: first.token, secretsKey };
    const choose = createProviderChoice(real, 0);
    const mail = {
      ...{ attemptId: crypto.randomUUID(), recipientId: crypto.randomUUID(), to: "a@mail.example" },
      ...{ from: { name: "", email: "b@test.example" }, subject: "x", html: "x", text: "x" },
      ...{ stream: "transactional" as const, trackOpens: false, trackLinks: false },
    };
    const send = async () =>
      (await choose(first.ctx, "email")).sendBatch([mail], { deadline: { remainingMs: () => 5_000 } });
    const problems = () =>
      inOrganisation(world.orm, first.ctx.organisationId, (em) =>
        findSenderProblems(em, { ...first.ctx, realMail: true }, "hello@test.example"),
      );
    expect(await send()).toEqual({
      outcome: "account_problem",
      code: 0,
      providerMessage: expect.stringContaining("Settings › Providers"),
    });
    expect(await problems()).toMatchObject([{ code: "no_provider", severity: "blocking" }]);
    expect((await world.ledger(first.token)).accepted).toBe(0);
    await keepOwnKey(world, first.ctx.organisationId, { channel: "email", key: first.token });
    expect(await send()).toMatchObject({ outcome: "results" });
    expect(await problems()).not.toMatchObject([{ code: "no_provider" }]);
  });
});
