import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(3);
  world.startWorker();
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function draft(bodyMarkdown?: string, of = organisation) {
  const campaignId = await world.draft(of, bodyMarkdown);
  return { caller: await web.as(of), campaignId, preview: { campaignId, version: 2 } };
}

const ledger = async ({ token }: TestOrganisation) => {
  const { items } = (await world.simulator.call("GET", `/_ledger?token=${token}`)) as {
    items: Record<string, unknown>[];
  };
  return items;
};

describe("a preview through the procedures and the worker", () => {
  it("C5 without a preheader shows the first words written: no line under a heading, no footer", async () => {
    const { caller, campaignId } = await draft();
    const look = async (preheader: string, bodyMarkdown: string) =>
      (
        await caller.campaign.preview({
          ...{ campaignId, passId: organisation.passId, subject: "S", preheader, bodyMarkdown },
        })
      ).preheader;
    expect(await look("", "# Hours\n\n- Sat 8-18\n\n---\n\nUntil then!")).toBe(
      "Hours - Sat 8-18 Until then!",
    );
    expect(await look("", "")).toBe("");
    expect(await look("Come early", "# Hours")).toBe("Come early");
  });

  it("C6 goes to each address once, marked, on the transactional stream, logged and shown", async () => {
    const { caller, campaignId, preview } = await draft("Hello {{first_name}}.");
    const to = "dana@staff.example, Sam <sam@staff.example>; DANA@staff.example";
    const sent = await caller.delivery.sendPreview({ ...preview, to });
    expect(sent).toMatchObject({ outcome: "queued" });
    const requests = await waitUntil("both to be sent", async () => {
      const found = await caller.delivery.ofCampaign({ campaignId });
      return found[0]?.deliveries.every(({ status }) => status !== "waiting" && status !== "claimed")
        ? found
        : undefined;
    });
    expect(requests).toMatchObject([
      {
        purpose: "preview",
        deliveries: [
          { to: "dana@staff.example", status: "sent" },
          { to: "sam@staff.example", status: "sent" },
        ],
      },
    ]);
    const accepted = await ledger(organisation);
    expect(accepted).toHaveLength(2);
    for (const mail of accepted) {
      expect(mail).toMatchObject({ stream: "outbound", tag: "preview", subject: "[Preview] We open again" });
    }
    const { rows } = await world.owner.query(
      "select detail from audit where subject_id = $1 and action = 'campaign.preview_sent'",
      [campaignId],
    );
    expect(rows).toEqual([{ detail: { addresses: 2, version: 2 } }]);
    const { rows: mails } = await world.owner.query(
      "select html, text from delivery where campaign_id = $1",
      [campaignId],
    );
    expect(mails[0]?.html).toContain("This is a preview");
    expect(mails[0]?.text).toContain("Hello Maria.");
    expect(mails[0]?.text).toContain("/u/preview");
    expect(await world.broken(organisation)).toEqual([]);
  });

  it("C6 shows a chosen recipient's values", async () => {
    const { caller, campaignId, preview } = await draft("Hello {{first_name}}.");
    const { rows } = await world.owner.query(
      "select id, first_name from customer where organisation_id = $1 limit 1",
      [organisation.ctx.organisationId],
    );
    await caller.delivery.sendPreview({ ...preview, to: "dana@staff.example", customerId: rows[0].id });
    const { rows: mails } = await world.owner.query("select text from delivery where campaign_id = $1", [
      campaignId,
    ]);
    expect(mails[0]?.text).toContain(`Hello ${rows[0].first_name}.`);
  });

  it("C6 names bad addresses, and limits ten at a time and thirty an hour per person", async () => {
    const { caller, campaignId, preview } = await draft();
    expect(
      await caller.delivery.sendPreview({ ...preview, to: "dana@, ok@staff.example, two words" }),
    ).toEqual({
      outcome: "bad_addresses",
      entries: [
        { text: "dana@", fault: "Nothing stands after the @." },
        { text: "two words", fault: "There is a space in it." },
      ],
    });
    expect(await caller.delivery.sendPreview({ ...preview, to: " ,; " })).toEqual({
      outcome: "no_addresses",
    });
    const many = (n: number) => Array.from({ length: n }, (_, i) => `p${i}@staff.example`).join(",");
    expect(await caller.delivery.sendPreview({ ...preview, to: many(11) })).toEqual({
      outcome: "too_many_addresses",
      most: 10,
    });
    const admin = await web.as(organisation, "admin");
    // Four tabs at once: only three fit into the hour.
    const tabs = await Promise.all(
      [1, 2, 3, 4].map(() => admin.delivery.sendPreview({ ...preview, to: many(10) })),
    );
    expect(tabs.map(({ outcome }) => outcome).toSorted()).toEqual([
      "hourly_limit",
      "queued",
      "queued",
      "queued",
    ]);
    expect(await admin.delivery.sendPreview({ ...preview, to: many(1) })).toMatchObject({
      outcome: "hourly_limit",
      left: 0,
    });
    // Another person has an hour of their own; what was sent longer ago does not count.
    expect(await caller.delivery.sendPreview({ ...preview, to: many(1) })).toMatchObject({
      outcome: "queued",
    });
    await world.owner.query(
      "update delivery set created_at = created_at - interval '61 minutes' where campaign_id = $1",
      [campaignId],
    );
    expect(await admin.delivery.sendPreview({ ...preview, to: many(2) })).toMatchObject({
      outcome: "queued",
    });
  });

  it("C6 is blocked by what blocks sending, by a newer version, and by a stop switch", async () => {
    const { caller, preview } = await draft("Hello {{frist_name}}.");
    const to = "dana@staff.example";
    expect(await caller.delivery.sendPreview({ ...preview, to })).toMatchObject({
      outcome: "problems",
      problems: [{ code: "unknown_field" }],
    });
    const good = await draft();
    expect(await good.caller.delivery.sendPreview({ ...good.preview, version: 1, to })).toEqual({
      outcome: "newer_version",
      version: 2,
    });
    const id = [organisation.ctx.organisationId];
    await world.owner.query("update organisation set sending_stopped_at = now() where id = $1", id);
    expect(await good.caller.delivery.sendPreview({ ...good.preview, to })).toEqual({
      outcome: "sending_stopped",
    });
    await world.owner.query("update organisation set sending_stopped_at = null where id = $1", id);
  });

  it("C6 is for those who write campaigns, of their own organisation", async () => {
    const { campaignId, preview } = await draft();
    const to = "dana@staff.example";
    const basic = await web.as(organisation, "basic");
    await expect(basic.delivery.sendPreview({ ...preview, to })).rejects.toThrow(/role/);
    await expect(basic.delivery.ofCampaign({ campaignId })).rejects.toThrow(/role/);
    const stranger = await web.as(await world.organisation(1));
    await expect(stranger.delivery.sendPreview({ ...preview, to })).rejects.toThrow(/does not exist/);
    await expect(stranger.delivery.ofCampaign({ campaignId })).rejects.toThrow(/does not exist/);
  });
});

describe("a copy", () => {
  it("C3 goes to whoever sends, once, outside the audience and every rate", async () => {
    const of = await world.organisation(5);
    const { caller, campaignId } = await draft(undefined, of);
    await caller.campaign.chooseCopy({ campaignId, copyTo: "sender" });
    await world.confirm(of, campaignId, 5);
    await world.hurry(campaignId);
    await world.wake(of, campaignId);
    await world.status(campaignId, "sent");
    const [copy] = await waitUntil("the copy", async () => {
      const found = await caller.delivery.ofCampaign({ campaignId });
      return found[0]?.deliveries[0]?.status === "sent" ? found : undefined;
    });
    expect(copy).toMatchObject({ purpose: "copy", by: null, deliveries: [{ status: "sent" }] });
    expect(await caller.campaign.progress({ campaignId })).toMatchObject({
      audience: 5,
      buckets: { sent: 5 },
    });
    const accepted = await ledger(of);
    expect(accepted).toHaveLength(6);
    expect(accepted.filter(({ tag }) => tag === "copy")).toMatchObject([
      { stream: "outbound", subject: "[Copy] We open again" },
    ]);
    expect(await caller.campaign.chooseCopy({ campaignId, copyTo: "nobody" })).toEqual({
      outcome: "too_late",
    });
    expect(await world.broken(of)).toEqual([]);
  });

  it("C3 goes to the organisation's address, or to nobody, as chosen; on by default", async () => {
    const of = await world.organisation(2);
    await world.owner.query("update organisation set support_email = 'desk@park.example' where id = $1", [
      of.ctx.organisationId,
    ]);
    const caller = await web.as(of);
    const { campaignId: fresh } = await caller.campaign.create({});
    expect(await caller.campaign.get({ campaignId: fresh })).toMatchObject({
      copyTo: "sender",
      organisationEmail: "desk@park.example",
    });
    for (const copyTo of ["organisation", "nobody"] as const) {
      const campaignId = await world.draft(of);
      await caller.campaign.chooseCopy({ campaignId, copyTo });
      await world.confirm(of, campaignId, 2);
      await world.hurry(campaignId);
      await world.wake(of, campaignId);
      await world.status(campaignId, "sent");
      expect(await caller.delivery.ofCampaign({ campaignId })).toMatchObject(
        copyTo === "nobody" ? [] : [{ purpose: "copy", deliveries: [{ to: "desk@park.example" }] }],
      );
    }
  });
});
