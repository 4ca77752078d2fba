import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { atOnce, holdRows } from "../support/hold-rows.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
const { hold, stalled } = holdRows(world);
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  world.startWorker();
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function start(customers = 5) {
  const organisation = await world.organisation(customers);
  const caller = await web.as(organisation);
  return { organisation, caller, settings: caller.settings };
}

async function audits({ ctx }: TestOrganisation) {
  const { rows } = await world.owner.query(
    "select action, actor_kind, detail from audit where organisation_id = $1 and subject_kind = 'organisation' and action like 'settings.%' order by id",
    [ctx.organisationId],
  );
  return rows;
}

describe("the settings of an organisation", () => {
  it("O2 O3 each section is saved on its own, audited with before and after of what changed", async () => {
    const { organisation, settings } = await start();
    const seen = await settings.get();
    expect(seen).toMatchObject({ massCap: null, perSecond: null, rawEventRetentionDays: 45 });
    const values = { massCap: 150, wavePauseSeconds: 600, perSecond: 20 };
    expect(await settings.edit({ section: "sending", values, seen })).toMatchObject({
      outcome: "saved",
      settings: values,
    });
    const mail = { senderName: "Riverside", senderEmail: "  News@Riverside.example " };
    await settings.edit({ section: "sender", values: mail, seen });
    expect(await settings.get()).toEqual({
      ...seen,
      ...values,
      senderName: "Riverside",
      senderEmail: "news@riverside.example",
    });
    expect(await audits(organisation)).toMatchObject([
      {
        action: "settings.changed",
        actor_kind: "staff",
        detail: { section: "sending", before: { massCap: null, perSecond: null }, after: values },
      },
      { detail: { section: "sender", after: { senderName: "Riverside" } } },
    ]);
    // An address is taken as people paste it, and refused with what is wrong (K15, K17).
    for (const senderEmail of [
      "Müller <hello@müller.example>",
      "mailto:hello@xn--mller-kva.example",
      "\u200bhello@MÜLLER.example.",
    ]) {
      const values = { senderName: "Riverside", senderEmail };
      await settings.edit({ section: "sender", values, seen: await settings.get() });
      expect((await settings.get()).senderEmail).toBe("hello@xn--mller-kva.example");
    }
    const wrong = { senderName: "Riverside", senderEmail: "hello..there@riverside.example" };
    await expect(settings.edit({ section: "sender", values: wrong, seen: {} })).rejects.toThrow(
      "two dots in a row before the @",
    );
    await settings.edit({ section: "sender", values: mail, seen: await settings.get() });
    const before = (await audits(organisation)).length;
    // Saving what is there already changes and tells nothing.
    await settings.edit({ section: "sending", values, seen: await settings.get() });
    expect(await audits(organisation)).toHaveLength(before);
  });

  it("A6 O2 mass texts leave 12 seconds apart unless it is changed, within what carriers take", async () => {
    const { organisation, settings } = await start();
    const seen = await settings.get();
    expect(seen.alertSecondsPerText).toBe(12);
    const save = (alertSecondsPerText: number) =>
      settings.edit({ section: "alerts", values: { alertSecondsPerText }, seen });
    await expect(save(0)).rejects.toThrow("carriers take no more");
    await expect(save(61)).rejects.toThrow("At most 60 seconds");
    await expect(save(2.5)).rejects.toThrow("A whole number of seconds");
    expect(await save(4)).toMatchObject({ outcome: "saved", settings: { alertSecondsPerText: 4 } });
    const { rows } = await world.owner.query(
      "select ms_per_message from sender where organisation_id = $1 and stream = 'alert'",
      [organisation.ctx.organisationId],
    );
    expect(rows).toEqual([{ ms_per_message: 4_000 }]);
    expect(await audits(organisation)).toMatchObject([
      {
        detail: {
          ...{ section: "alerts", before: { alertSecondsPerText: 12 }, after: { alertSecondsPerText: 4 } },
        },
      },
    ]);
  });

  it("O2 A6 A12 while a text of an alert is claimed, only what its texts go by waits for it", async () => {
    const { organisation, settings } = await start();
    const pace = (alertSecondsPerText: number, seen: Awaited<ReturnType<typeof settings.get>>) =>
      settings.edit({ section: "alerts", values: { alertSecondsPerText }, seen });
    await pace(4, await settings.get());
    const seen = await settings.get();
    const release = await hold(
      "select from sender where organisation_id = $1 and stream = 'alert' for update",
      [organisation.ctx.organisationId],
    );
    const { zone, postalAddress, supportEmail, brandColor, mailLanguage } = seen;
    const values = { name: "Riverside", zone, postalAddress, supportEmail, brandColor, mailLanguage };
    expect(await atOnce(settings.edit({ section: "organisation", values, seen }))).toMatchObject({
      ...{ outcome: "saved", settings: { name: "Riverside" } },
    });
    const retention = { section: "retention", values: { rawEventRetentionDays: 30 }, seen } as const;
    expect(await atOnce(settings.edit(retention))).toMatchObject({ outcome: "saved" });
    const paced = pace(5, seen);
    await stalled("from sender");
    await release();
    expect(await paced).toMatchObject({ outcome: "saved", settings: { alertSecondsPerText: 5 } });
  });

  it("O2 two people at once: nothing is overwritten unseen, and other sections are not in the way", async () => {
    const { caller, organisation, settings } = await start();
    const seen = await settings.get();
    const admin = await web.as(organisation, "admin");
    const retention = (days: number) => ({
      section: "retention" as const,
      values: { rawEventRetentionDays: days },
      seen,
    });
    await admin.settings.edit(retention(30));
    expect(await caller.settings.edit(retention(60))).toMatchObject({
      outcome: "conflict",
      settings: { rawEventRetentionDays: 30 },
    });
    const values = { senderName: "Other", senderEmail: seen.senderEmail };
    expect(await settings.edit({ section: "sender", values, seen })).toMatchObject({ outcome: "saved" });
  });

  it("O2 refuses what cannot be, and names the field", async () => {
    const { settings } = await start();
    const seen = await settings.get();
    const { name, zone, postalAddress, supportEmail, brandColor, mailLanguage } = seen;
    const organisation = { name, zone, postalAddress, supportEmail, brandColor, mailLanguage };
    const edit = (changes: Partial<typeof organisation>) =>
      settings.edit({ section: "organisation", values: { ...organisation, ...changes }, seen });
    await expect(edit({ zone: "Mars/Olympus" })).rejects.toMatchObject({ message: /does not exist/ });
    await expect(edit({ brandColor: "green" })).rejects.toThrow(/#1F5C4D/);
    await expect(edit({ name: " " })).rejects.toThrow();
    await expect(edit({ supportEmail: "nobody" })).rejects.toThrow(/not an email/);
    await expect(
      settings.edit({
        section: "sending",
        values: { massCap: 0, wavePauseSeconds: 0, perSecond: null },
        seen,
      }),
    ).rejects.toThrow(/At least 1/);
    expect(await settings.get()).toEqual(seen);
  });

  it("K27 the language of the mail is a setting of the list, audited, and stands in the mail", async () => {
    const { settings, organisation } = await start();
    const seen = await settings.get();
    expect(seen.mailLanguage).toBe("en");
    const { name, zone, postalAddress, supportEmail, brandColor } = seen;
    const values = { name, zone, postalAddress, supportEmail, brandColor, mailLanguage: "he" } as const;
    expect(await settings.edit({ section: "organisation", values, seen })).toMatchObject({
      outcome: "saved",
      settings: { mailLanguage: "he" },
    });
    const { rows } = await world.owner.query(
      "select detail from audit where organisation_id = $1 and action = 'settings.changed'",
      [organisation.ctx.organisationId],
    );
    expect(rows.at(-1)?.detail).toMatchObject({
      before: { mailLanguage: "en" },
      after: { mailLanguage: "he" },
    });
    const campaignId = await world.draft(organisation);
    const preview = await (await web.as(organisation)).campaign.preview({
      campaignId,
      passId: null,
      subject: "Hi",
      preheader: "",
      bodyMarkdown: "Hi",
    });
    expect(preview.message?.html).toContain('<html dir="rtl" lang="he">');
  });

  it("O2 is for owners and admins", async () => {
    const { organisation } = await start();
    await expect((await web.as(organisation, "admin")).settings.get()).resolves.toBeDefined();
    for (const role of ["senior", "basic"] as const) {
      const caller = await web.as(organisation, role);
      await expect(caller.settings.get()).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(caller.settings.stopSending()).rejects.toMatchObject({ code: "FORBIDDEN" });
      await expect(caller.settings.allowSending()).rejects.toMatchObject({ code: "FORBIDDEN" });
      expect(await caller.account.sending()).toMatchObject({ stopped: null });
    }
  });
});

describe("the stop switch", () => {
  it("C17 O2 O3 stops at once, everybody is told, and lifting it wakes what was held", async () => {
    const { organisation, caller, settings } = await start(1_500);
    await world.simulator.call("PUT", "/_faults", { tokens: { [organisation.token]: { latencyMs: 400 } } });
    const campaignId = await world.send(organisation, 1_500);
    await waitUntil("a first batch", async () => (await world.ledger(organisation.token)).accepted >= 500);
    expect(await settings.stopSending()).toEqual({ outcome: "stopped" });
    const { rows } = await world.owner.query(
      "select max(claimed_at) as last from attempt where broadcast_id = $1",
      [campaignId],
    );
    expect(await settings.stopSending()).toEqual({ outcome: "already_stopped" });
    const basic = await web.as(organisation, "basic");
    expect(await basic.account.sending()).toMatchObject({
      stopped: { by: "organisation" },
      held: { campaigns: 1, alerts: 0 },
    });
    await waitUntil(
      "calls in flight to be recorded",
      async () => !(await world.statuses(campaignId)).claimed,
    );
    const { sent = 0, waiting = 0 } = await world.statuses(campaignId);
    expect(sent + waiting).toBe(1_500);
    expect(waiting).toBeGreaterThan(0);
    const later = await world.owner.query(
      "select max(claimed_at) as last from attempt where broadcast_id = $1",
      [campaignId],
    );
    expect(later.rows).toEqual(rows);

    expect(await settings.allowSending()).toEqual({ woken: 1 });
    await world.status(campaignId, "sent");
    expect(await caller.account.sending()).toEqual({
      ...{ restored: null, stopped: null, own: null },
      held: { campaigns: 0, alerts: 0 },
    });
    expect(await world.ledger(organisation.token)).toMatchObject({ accepted: 1_500, duplicates: 0 });
    expect((await audits(organisation)).map(({ action }) => action)).toEqual([
      "settings.sending_stopped",
      "settings.sending_allowed",
    ]);
  });
});

describe("the history of a campaign", () => {
  it("O3 says who did what, newest first, to owners and admins", async () => {
    const { organisation, caller } = await start();
    const campaignId = await world.draft(organisation);
    const at = { date: `${new Date().getUTCFullYear() + 1}-06-01`, time: "09:00" };
    await caller.campaign.sending.schedule({ campaignId, version: 2, confirmedCount: 5, ...at });
    await caller.campaign.sending.undo({ campaignId });
    const history = await caller.campaign.history({ campaignId });
    const actions = history.map(({ action }) => action);
    expect(actions.slice(0, 2)).toEqual(["campaign.send_undone", "campaign.scheduled"]);
    expect(actions.at(-1)).toBe("campaign.created");
    expect(actions).toContain("campaign.edited");
    expect(history[1]).toMatchObject({ detail: { count: 5 } });
    expect(history[0]?.byName).toBeTruthy();
    const senior = await web.as(organisation, "senior");
    await expect(senior.campaign.history({ campaignId })).rejects.toMatchObject({ code: "FORBIDDEN" });
  });
});

describe("V9 the inbound address", () => {
  it("V9 O3 is set, taken away and audited; what takes no mail is refused", async () => {
    const { organisation, settings } = await start();
    const seen = await settings.get();
    expect(seen.inboundAddress).toBe(null);
    const edit = (inboundAddress: string | null) =>
      settings.edit({ section: "inbound", values: { inboundAddress }, seen: {} });
    expect(await edit(" Reply.Riverside.example ")).toMatchObject({
      outcome: "saved",
      settings: { inboundAddress: "reply.riverside.example" },
    });
    await expect(edit("not a domain")).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(await edit("")).toMatchObject({ settings: { inboundAddress: null } });
    expect(await audits(organisation)).toMatchObject([
      { detail: { section: "inbound", after: { inboundAddress: "reply.riverside.example" } } },
      { detail: { section: "inbound", after: { inboundAddress: null } } },
    ]);
    const webhook = await settings.webhook();
    expect(webhook.inboundAddress).toBe(`${webhook.address}/inbound`);
    expect(webhook.lastMailAt).toBe(null);
  });
});
