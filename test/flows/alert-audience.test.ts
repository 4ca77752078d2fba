import { randomUUID } from "node:crypto";
import { readAlertDraft, saveAlertDraft } from "@packpost/core/alert/alert-draft";
import { listAlertPeople } from "@packpost/core/alert/list-alert-people";
import { undoAlert } from "@packpost/core/alert/move-alert";
import { sendAlert } from "@packpost/core/alert/send-alert";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { openAlerts, tomorrow } from "../support/open-alerts.ts";
import { newNumber } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const input = (more: object) => ({
  ...{ alertId: randomUUID(), range: tomorrow, body: "The road is closed.", confirmedCount: 1 },
  ...{ again: false, overrideQuietHours: false, againOf: null, ...more },
});

describe("A3 A14 who gets an alert", () => {
  it("A3 the primary contact, or the secondary where only that one can be texted; once a family; all reasons", async () => {
    await using alerts = await openAlerts(world);
    const { ctx } = alerts;
    const second = newNumber();
    const both = await alerts.family(
      { name: "First", phone: newNumber() },
      { name: "Other", phone: newNumber() },
    );
    const other = await alerts.family({ name: "Mute", phone: null }, { name: "Second", phone: second });
    const neither = await alerts.family({ name: "Nobody", phone: "+12027770001" });
    for (const { familyId } of [both, both, other, neither]) await alerts.visit(familyId, 700);
    await world.owner.query(
      `insert into phone_number (organisation_id, number, state, opted_out_at, opted_out_by) values ($1, '+12027770001', 'not_textable', now(), 'keyword')`,
      [ctx.organisationId],
    );
    await alerts.client({ inMinutes: 60 * 24 * 20 });
    const past = await alerts.client({ inMinutes: -60 });
    const counted = await alerts.preview();
    expect(counted).toMatchObject({ people: 3, receiving: 2 });
    expect(counted.skipped).toEqual([
      { reason: "not_textable", people: 1 },
      { reason: "opted_out", people: 1 },
    ]);
    const page = { range: tomorrow, pageSize: 50 };
    const { people } = await listAlertPeople({ ctx, input: { ...page, show: "receiving" } });
    expect(people.map(({ name, appointments }) => [name, appointments]).sort()).toEqual([
      ["First Okafor", 2],
      ["Second Okafor", 1],
    ]);
    expect(people.map(({ customerId }) => customerId)).not.toContain(past.customerId);
    const { people: skipped } = await listAlertPeople({ ctx, input: { ...page, show: "skipped" } });
    expect(skipped).toMatchObject([{ name: "Nobody Okafor", reasons: ["not_textable", "opted_out"] }]);
  });

  it("A3 who has cancelled all of the range is named with that reason, and gets no text; who comes another time in it is texted", async () => {
    await using alerts = await openAlerts(world);
    const off = await alerts.client({ name: "Off", inMinutes: 610 });
    const partly = await alerts.client({ name: "Partly", inMinutes: 620 });
    await alerts.visit(partly.familyId, 700);
    await world.owner.query("update appointment set status = 'cancelled' where id = any($1)", [
      [off.appointmentId, partly.appointmentId],
    ]);
    expect(await alerts.preview()).toMatchObject({
      ...{ people: 2, receiving: 1, skipped: [{ reason: "appointment_cancelled", people: 1 }] },
    });
    const page = { range: tomorrow, pageSize: 50 };
    const named = async (show: "receiving" | "skipped") =>
      (await listAlertPeople({ ctx: alerts.ctx, input: { ...page, show } })).people;
    expect(await named("skipped")).toMatchObject([
      { name: "Off Okafor", reasons: ["appointment_cancelled"], number: expect.any(String) },
    ]);
    expect(await named("receiving")).toMatchObject([{ name: "Partly Okafor", appointments: 1 }]);
  });

  it("T34 two families at one number: the earlier visit's gets it, and it shows whose number it is", async () => {
    await using alerts = await openAlerts(world);
    const phone = newNumber();
    await alerts.client({ name: "Later", phone, inMinutes: 900 });
    await alerts.client({ name: "Earlier", phone, inMinutes: 500 });
    const page = { range: tomorrow, pageSize: 50, show: "skipped" } as const;
    expect((await listAlertPeople({ ctx: alerts.ctx, input: page })).people).toMatchObject([
      { name: "Later Okafor", reasons: ["same_number"], sameAs: "Earlier Okafor" },
    ]);
    await alerts.sendAndDrain();
    expect(await alerts.ledger()).toHaveLength(1);
  });

  it("pages through everybody once", async () => {
    await using alerts = await openAlerts(world);
    for (let n = 0; n < 5; n++) await alerts.client();
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const found: Awaited<ReturnType<typeof listAlertPeople>> = await listAlertPeople({
        ctx: alerts.ctx,
        input: { range: tomorrow, show: "receiving", pageSize: 2, cursor },
      });
      seen.push(...found.people.map(({ customerId }) => customerId));
      cursor = found.nextCursor;
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });
});

describe("A5 sending", () => {
  it("A5 a double click is one alert; the same words within ten minutes are asked about, by whomever", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const { ctx } = alerts;
    const once = input({});
    const answers = await Promise.all([1, 2, 3].map(() => sendAlert({ ctx, input: once })));
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ outcome: "sent", alertId: once.alertId });
    expect(await sendAlert({ ctx, input: input({}) })).toMatchObject({
      ...{ outcome: "sent_recently", alertId: once.alertId, by: expect.any(String) },
    });
    const two = await Promise.all([1, 2].map(() => sendAlert({ ctx, input: input({ body: "Two admins" }) })));
    expect(two.map(({ outcome }) => outcome).toSorted()).toEqual(["sent", "sent_recently"]);
    expect(await sendAlert({ ctx, input: input({ again: true }) })).toMatchObject({ outcome: "sent" });
  });

  it("A5 other numbers than confirmed are said; nobody is nobody; a wrong range is refused", async () => {
    await using alerts = await openAlerts(world);
    const { ctx } = alerts;
    expect(await sendAlert({ ctx, input: input({}) })).toEqual({ outcome: "nobody" });
    await alerts.client();
    await alerts.client();
    expect(await sendAlert({ ctx, input: input({}) })).toEqual({
      ...{ outcome: "audience_changed", confirmed: 1, now: 2 },
    });
    const day = { date: "2020-01-05", time: "10:00" };
    const past = { kind: "custom", from: day, until: { ...day, time: "11:00" } };
    expect(await sendAlert({ ctx, input: input({ range: past }) })).toMatchObject({
      outcome: "problem",
      problem: "past",
    });
  });

  it("T12 a draft survives, an older save loses, sending empties it, undo gives it back and leaves no alert", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const { ctx } = alerts;
    const draft = { range: tomorrow, body: "The road" };
    expect(await saveAlertDraft({ ctx, input: { ...draft, version: 0 } })).toEqual({
      outcome: "saved",
      version: 1,
    });
    expect(await saveAlertDraft({ ctx, input: { ...draft, body: "The road is", version: 1 } })).toMatchObject(
      { version: 2 },
    );
    expect(await saveAlertDraft({ ctx, input: { ...draft, body: "Old", version: 1 } })).toMatchObject({
      ...{ outcome: "newer", draft: { body: "The road is", version: 2 } },
    });
    const sent = input({});
    await sendAlert({ ctx, input: sent });
    expect(await readAlertDraft({ ctx })).toMatchObject({ range: null, body: "" });
    expect(await undoAlert({ ctx, input: sent })).toEqual({ outcome: "undone" });
    expect(await readAlertDraft({ ctx })).toMatchObject({ range: tomorrow, body: sent.body });
    await expect(alerts.view(sent.alertId)).rejects.toMatchObject({ code: "not_found" });
  });

  it("T12 sending empties what it was sent from, and nothing that another device has written since", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const { ctx } = alerts;
    const begun = { range: tomorrow, body: "The ro" };
    await saveAlertDraft({ ctx, input: { ...begun, version: 0 } });
    const newer = { range: tomorrow, body: "Another device writes about the gate" };
    await saveAlertDraft({ ctx, input: { ...newer, version: 1 } });
    await sendAlert({ ctx, input: { ...input({}), draftVersion: 1 } });
    expect(await readAlertDraft({ ctx })).toMatchObject({ ...newer, version: 2 });
    // Its words as they were kept last: they are those that went out, or an earlier state of them.
    const more = input({ body: "The gate is closed", again: true });
    await sendAlert({ ctx, input: { ...more, draftVersion: 2 } });
    expect(await readAlertDraft({ ctx })).toMatchObject({ range: null, body: "", version: 3 });
    // A save of the same words that came while the button was pressed.
    await saveAlertDraft({ ctx, input: { range: tomorrow, body: "Last words ", version: 3 } });
    await sendAlert({ ctx, input: { ...input({ body: "Last words", again: true }), draftVersion: 3 } });
    expect(await readAlertDraft({ ctx })).toMatchObject({ range: null, body: "", version: 5 });
  });

  it("A2 T12 undo gives back a range of one's own with its days and times, on the organisation's clock", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const { ctx } = alerts;
    await alerts.quiet(null, null, "America/New_York");
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
    const range = {
      ...{ kind: "custom", from: { date: day(-1), time: "07:05" }, until: { date: day(2), time: "23:59" } },
    } as const;
    const sent = input({ range });
    await sendAlert({ ctx, input: sent });
    expect(await undoAlert({ ctx, input: sent })).toEqual({ outcome: "undone" });
    expect(await readAlertDraft({ ctx })).toMatchObject({ range, body: sent.body });
  });

  it("T12 undo gives its words back to whoever sent it, and nobody loses what they are writing", async () => {
    await using alerts = await openAlerts(world);
    await alerts.client();
    const { ctx } = alerts;
    const { rows } = await world.owner.query(
      `with person as (insert into auth_user (name, email, "emailVerified") values ('Ben', uuidv7() || '@team.example', true) returning id)
       insert into staff_member (organisation_id, user_id, name, role) select $1, id, 'Ben', 'admin' from person returning id`,
      [ctx.organisationId],
    );
    const colleague = staffContext(ctx, rows[0].id, "admin");
    const begun = { range: tomorrow, version: 0 };
    await saveAlertDraft({ ctx: colleague, input: { ...begun, body: "Mine" } });
    const sent = input({});
    await sendAlert({ ctx, input: sent });
    await saveAlertDraft({ ctx, input: { ...begun, body: "The next one", version: 1 } });
    expect(await undoAlert({ ctx: colleague, input: sent })).toEqual({ outcome: "undone" });
    expect(await readAlertDraft({ ctx: colleague })).toMatchObject({ body: "Mine" });
    expect(await readAlertDraft({ ctx })).toMatchObject({ body: `${sent.body}\n\nThe next one` });
  });
});
