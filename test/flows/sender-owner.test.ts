import { sendCampaign } from "@packpost/core/campaign/send/send-campaign";
import { checkSender } from "@packpost/core/sender/check-sender";
import type { DnsReader } from "@packpost/providers/dns";
import { createPostmark } from "@packpost/providers/postmark/provider";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { keepOwnKey } from "../support/keep-own-key.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { withEmail } from "../support/with-email.ts";
import { createTestWorkerContext } from "../support/worker-context.ts";

const spf = "v=spf1 include:spf.mtasv.net ~all";
const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function domainOf({ ctx }: TestOrganisation): Promise<string> {
  const { rows } = await world.owner.query("select sender_email from organisation where id = $1", [
    ctx.organisationId,
  ]);
  return String(rows[0].sender_email).split("@")[1] ?? "";
}

const look = (organisation: TestOrganisation) =>
  checkSender({ ctx: createTestWorkerContext(world, organisation) });

async function trySend(organisation: TestOrganisation) {
  const campaignId = await world.draft(organisation);
  return (await web.as(organisation)).campaign.sending.send({ campaignId, version: 2, confirmedCount: 3 });
}

const states = async (organisation: TestOrganisation) => {
  const { parts } = await (await web.as(organisation, "admin")).settings.sender();
  return Object.fromEntries(parts.map(({ part, state }) => [part, state]));
};

describe("C17 whose the sender's domain is", () => {
  it("C17 two organisations with one sender domain each need a record of their own; one's does not do for the other", async () => {
    const [first, second] = [await world.organisation(3), await world.organisation(3)];
    const domain = await domainOf(first);
    expect(await domainOf(second)).toBe(domain);
    const proofOf = async ({ ctx }: TestOrganisation) => {
      const { rows } = await world.owner.query("select domain_proof from organisation where id = $1", [
        ctx.organisationId,
      ]);
      return `packpost-proof=${rows[0].domain_proof}`;
    };
    expect(await proofOf(first)).not.toBe(await proofOf(second));
    /** Real keys and a DNS of our own: as the worker looks where mail really leaves. */
    const lookFor = async (organisation: TestOrganisation, records: readonly string[] | "silent") => {
      const dns: DnsReader = {
        txt: async (name) => {
          if (!name.startsWith("_packpost.")) return { outcome: "found", values: ["v=DMARC1; p=none;", spf] };
          if (records === "silent") return { outcome: "unknown", providerMessage: "The DNS did not answer" };
          const found = name === `_packpost.${domain}` && records.length > 0;
          return found ? { outcome: "found", values: records } : { outcome: "none" };
        },
        cname: async () => ({ outcome: "found", values: ["pm.mtasv.net"] }),
      };
      const keys = { apiUrl: world.simulator.url, serverToken: "x", dns };
      const ctx = withEmail(createTestWorkerContext(world, organisation), createPostmark(keys));
      await checkSender({ ctx });
      return (await (await web.as(organisation, "admin")).settings.sender()).parts.find(
        ({ part }) => part === "owner",
      );
    };
    const send = async (organisation: TestOrganisation) => {
      const { ctx, token } = organisation;
      await keepOwnKey(world, ctx.organisationId, { channel: "email", key: token });
      return sendCampaign({
        ctx: { ...ctx, realMail: true },
        input: { campaignId: await world.draft(organisation), version: 2, confirmedCount: 3 },
      });
    };
    const record = { type: "TXT", host: `_packpost.${domain}`, value: await proofOf(first) };
    expect(await lookFor(first, [])).toEqual({ part: "owner", state: "missing", record });
    expect(await send(first)).toMatchObject({ outcome: "problems" });
    expect(await lookFor(first, [await proofOf(first)])).toEqual({ part: "owner", state: "ok" });
    expect(await send(first)).toMatchObject({ outcome: "scheduled" });
    expect(await lookFor(second, [await proofOf(first)])).toMatchObject({
      state: "missing",
      providerMessage: expect.stringContaining("another organisation"),
    });
    expect(await send(second)).toMatchObject({
      outcome: "problems",
      problems: [
        { code: "sender_not_verified", message: expect.stringContaining("your organisation's record") },
      ],
    });
    // Who could not be asked about is not let in, and who was in stays.
    expect(await lookFor(first, "silent")).toMatchObject({ state: "ok" });
    const third = await world.organisation(3);
    expect(await lookFor(third, "silent")).toMatchObject({ state: "unknown" });
    expect(await send(third)).toMatchObject({ outcome: "problems" });
    const both = [await proofOf(first), await proofOf(second)];
    expect(await lookFor(second, both)).toMatchObject({ state: "ok" });
    expect(await send(second)).toMatchObject({ outcome: "scheduled" });
    // The simulator has no owners, unless its DNS is told of some.
    await world.simulator.call("PUT", "/_faults", {
      tokens: { [third.token]: { domains: { [domain]: { proofs: both } } } },
    });
    await look(third);
    expect(await states(third)).toMatchObject({ owner: "missing" });
  });

  it.each(["gmail.com", "Yahoo.co.uk", "web.de", "hotmail.fr"])(
    "C17 %s is a mail service's and never verified, which is said plainly",
    async (domain) => {
      const organisation = await world.organisation(3);
      await world.owner.query("update organisation set sender_email = $2 where id = $1", [
        organisation.ctx.organisationId,
        `riverside@${domain}`,
      ]);
      await look(organisation);
      const sender = await (await web.as(organisation)).settings.sender();
      expect(sender).toMatchObject({
        refused: true,
        mailService: expect.stringMatching(
          /belongs to a mail service and not to you.*Use an address of your own/,
        ),
      });
      expect(await trySend(organisation)).toMatchObject({
        outcome: "problems",
        problems: [{ code: "sender_not_verified", message: sender.mailService }],
      });
    },
  );
});
