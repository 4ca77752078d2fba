import { createKeySeal } from "@packpost/core/provider-key/key-seal";
import { removeProviderKey } from "@packpost/core/provider-key/remove-provider-key";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { createProviderChoice } from "../../apps/worker/src/choose-provider.ts";
import { createWorkerContext } from "../../apps/worker/src/worker-context.ts";
import { appUrl, quietCalls, silent } from "../support/contexts.ts";
import { driveCampaign } from "../support/drive-campaign.ts";
import { keepOwnKey } from "../support/keep-own-key.ts";
import { memoryStorage } from "../support/memory-storage.ts";
import { authSecret, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
const secretsKey = "a secrets key that only tests have, long enough";
const seal = createKeySeal(secretsKey);
const KEPT_MS = 300;

beforeAll(() => world.open());
afterAll(() => world.close());

/** The worker's own contexts, of a process that keeps a look-up for a moment. */
function startProcess(key: string | null = secretsKey) {
  const installation = { sandboxUrl: world.simulator.url, apiUrl: "", serverToken: undefined };
  const contextOf = createWorkerContext({
    ...{
      orm: world.orm,
      appUrl,
      apiUrl: appUrl,
      authSecret,
      storage: memoryStorage(),
      log: silent,
      calls: quietCalls,
      realMail: false,
    },
    chooseProvider: createProviderChoice({ ...installation, secretsKey: key ?? undefined }, KEPT_MS),
  });
  return ({ ctx }: TestOrganisation) => contextOf(ctx.organisationId);
}

const save = ({ ctx }: TestOrganisation, key: string) =>
  keepOwnKey(world, ctx.organisationId, { channel: "email", key }, seal);

/** A server of the simulator that no organisation has by itself. */
async function ownServer(): Promise<string> {
  const token = `own-${crypto.randomUUID()}`;
  await world.simulator.call("PUT", `/_servers/${token}`, { name: "An organisation's own" });
  return token;
}

const accepted = async (token: string) => (await world.ledger(token)).accepted;

describe("O2 an organisation sends through its own account, if it has one", () => {
  it("O2 its campaign leaves by its own server, another organisation's by the installation's", async () => {
    const contextOf = startProcess();
    const [own, other] = [await world.organisation(3), await world.organisation(2)];
    const token = await ownServer();
    await save(own, token);
    for (const [organisation, people] of [[own, 3] as const, [other, 2] as const])
      await driveCampaign(contextOf(organisation), await world.due(organisation, people));
    expect([await accepted(token), await accepted(own.token), await accepted(other.token)]).toEqual([
      3, 0, 2,
    ]);
  });

  it("O2 a key that is saved, changed or removed counts without a restart, once the look-up is old", async () => {
    const contextOf = startProcess();
    const organisation = await world.organisation(1);
    const ctx = contextOf(organisation);
    const account = async () => (await ctx.providerFor("email")).fingerprint("bulk");
    const installations = await account();
    await save(organisation, await ownServer());
    expect(await account()).toBe(installations);
    const changed = (before: string) =>
      waitUntil("the next look-up", async () => {
        const now = await account();
        return now === before ? undefined : now;
      });
    const first = await changed(installations);
    await save(organisation, await ownServer());
    const second = await changed(first);
    expect(new Set([installations, first, second]).size).toBe(3);
    await removeProviderKey({ ctx: organisation.ctx, input: { channel: "email" } });
    expect(await changed(second)).toBe(installations);
    expect(await (await contextOf(organisation).providerFor("email")).fingerprint("bulk")).toBe(
      installations,
    );
  });

  it("O2 one look-up serves all that asks meanwhile", async () => {
    const contextOf = startProcess();
    const ctx = contextOf(await world.organisation(1));
    const all = await Promise.all(Array.from({ length: 20 }, () => ctx.providerFor("email")));
    expect(new Set(all).size).toBe(1);
  });

  it.each([
    ["SECRETS_KEY is missing", null, /SECRETS_KEY/],
    ["it is another one", "another secrets key, just as long as the first", /./],
  ])("O2 a key that cannot be read sends nothing by another account: %s", async (_why, key, error) => {
    const organisation = await world.organisation(1);
    await save(organisation, await ownServer());
    const campaignId = await world.due(organisation, 1);
    await expect(driveCampaign(startProcess(key)(organisation), campaignId)).rejects.toThrow(error);
    expect(await accepted(organisation.token)).toBe(0);
    // What fails is not kept: the right key sends it.
    await driveCampaign(startProcess()(organisation), campaignId);
    expect(await world.statuses(campaignId)).toEqual({ sent: 1 });
  });
});
