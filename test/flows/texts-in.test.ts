import { randomUUID } from "node:crypto";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { textRoutes } from "@packpost/core/conversation/text-routes";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { newNumber, openTexting } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

type Texting = Awaited<ReturnType<typeof openTexting>>;

const came = (texting: Texting, body: string, threadId?: string) =>
  waitUntil(`“${body}” to come in`, async () =>
    (await texting.entries(threadId)).find((entry) => entry.body === body),
  );

async function threadOf(texting: Texting, stranger: string): Promise<string | undefined> {
  const { rows } = await world.owner.query(
    "select id from thread where organisation_id = $1 and stranger = $2",
    [texting.ctx.organisationId, stranger],
  );
  return rows[0]?.id;
}

/** Staff who are to be mailed of what a customer wrote (V7). */
async function visitNotices(threadId: string): Promise<number> {
  const { rows } = await world.owner.query(
    "select count(*)::int as n from visit_notice where thread_id = $1",
    [threadId],
  );
  return rows[0].n;
}

describe("V8 what people text lands in their thread", () => {
  it("V8 from any number of the family, as that person, and waits for an answer", async () => {
    await using texting = await openTexting(world);
    await texting.text("We are late");
    await texting.text("So am I", { from: texting.chidi.phone });
    expect(await came(texting, "We are late")).toMatchObject({
      ...{ kind: "message", via: "text", author: { id: texting.mariaId } },
      fromAddress: texting.maria.phone,
    });
    expect(await came(texting, "So am I")).toMatchObject({ author: { id: texting.chidiId } });
    const view = await readEntries({
      ctx: texting.ctx,
      input: { threadId: texting.home.threadId, pageSize: 50 },
    });
    expect(view).toMatchObject({ active: true, unreadFrom: 1, waitingSince: expect.anything() });
  });

  it("V8 an unknown number opens a thread of its own, and can be answered there", async () => {
    await using texting = await openTexting(world);
    const stranger = newNumber();
    await texting.text("Is this the park?", { from: stranger });
    const threadId = await waitUntil("its thread", () => threadOf(texting, stranger));
    expect(await came(texting, "Is this the park?", threadId)).toMatchObject({ author: null });
    const routes = await textRoutes({ ctx: texting.ctx, input: { threadId } });
    expect(routes).toMatchObject({
      texting: { state: "on" },
      routes: [{ customerId: null, number: stranger, why: null }],
    });
    await texting.status(await texting.send("It is!", null, threadId), "delivered");
  });

  it("T5 T22 twenty webhooks at once open one thread and one conversation; each text stands once", async () => {
    await using texting = await openTexting(world);
    const stranger = newNumber();
    await texting.knobs({ webhookDuplicateRate: 1 });
    await Promise.all(
      Array.from({ length: 20 }, (_, index) => texting.text(`Text ${index}`, { from: stranger })),
    );
    const threadId = await waitUntil("its thread", () => threadOf(texting, stranger));
    await waitUntil("all twenty", async () =>
      (await texting.entries(threadId)).length >= 20 ? true : undefined,
    );
    const entries = await texting.entries(threadId);
    expect(new Set(entries.map(({ body }) => body)).size).toBe(20);
    expect(entries.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    const { rows } = await world.owner.query("select id from conversation where thread_id = $1", [threadId]);
    expect(rows).toHaveLength(1);
  });

  it("V8 a number of two families goes to the one in conversation, else staff are asked", async () => {
    await using texting = await openTexting(world);
    const phone = newNumber();
    const [first, second] = [
      await texting.family({ name: "Ana", phone }),
      await texting.family({ name: "Ben", phone }),
    ];
    await texting.text("Who am I?", { from: phone });
    const asked = await waitUntil("a thread of its own", () => threadOf(texting, phone));
    const event = await waitUntil("the question", async () =>
      (await texting.entries(asked)).find(({ kind }) => kind === "event"),
    );
    expect(event.event).toMatchObject({ kind: "whose_number" });
    await texting.post("Hello", second.ids[0] ?? "", second.threadId);
    await texting.text("Hello Ben here", { from: phone });
    expect(await came(texting, "Hello Ben here", second.threadId)).toMatchObject({
      author: { id: second.ids[0] },
    });
    expect(await texting.entries(first.threadId)).toEqual([]);
  });

  it("V8 V13 a picture without words is seen, and where it is is kept", async () => {
    await using texting = await openTexting(world);
    await texting.text("", { picture: true });
    const entry = await came(texting, "[Picture]");
    const { rows } = await world.owner.query("select content_type from text_media where entry_id = $1", [
      entry.id,
    ]);
    expect(rows).toEqual([{ content_type: "image/png" }]);
  });

  it("V8 HTML, SQL and control characters stand as they were written", async () => {
    await using texting = await openTexting(world);
    for (const body of ["<img src=x onerror=alert(1)>", "'; drop table entry; --", "a\u0007b\u202ec"]) {
      await texting.text(body);
      expect(await came(texting, body)).toMatchObject({ body });
    }
  });
});

describe("A12 keywords are mirrored, quiet, and never answered by us", () => {
  it("A12 T20 T27 T28 STOP blocks the number for everybody who has it; only START from it lifts that", async () => {
    await using texting = await openTexting(world);
    await texting.text("Stop");
    expect(await came(texting, "Stop")).toMatchObject({ kind: "keyword", event: { kind: "opted_out" } });
    const { routes } = await textRoutes({
      ctx: texting.ctx,
      input: { threadId: texting.home.threadId },
    });
    expect(routes).toMatchObject([
      { customerId: texting.mariaId, why: "opted_out", optedOutWord: "Stop" },
      { customerId: texting.chidiId, why: null },
    ]);
    await expect(texting.post("Hello")).rejects.toMatchObject({
      message: expect.stringMatching(/Only Maria Okafor can undo this: text START to \+1 202 555 0100/),
    });
    const view = await readEntries({
      ctx: texting.ctx,
      input: { threadId: texting.home.threadId, pageSize: 50 },
    });
    expect(view).toMatchObject({ active: false, unreadFrom: null, waitingSince: null });
    expect(await visitNotices(texting.home.threadId)).toBe(0);
    const said = await world.owner.query(
      "select subscribed from preference where customer_id = $1 and channel = 'text'",
      [texting.mariaId],
    );
    expect(said.rows).toEqual([{ subscribed: false }]);
    await texting.text("yes");
    expect(await came(texting, "yes")).toMatchObject({ kind: "keyword", event: { kind: "opted_in" } });
    await texting.status(await texting.send("Welcome back"), "delivered");
    expect(await texting.accepted()).toBe(1);
  });

  it("A12 a text that waits when STOP comes is not sent: asked again with its claim", async () => {
    await using texting = await openTexting(world);
    await texting.post("Hello");
    await texting.text("STOP");
    await came(texting, "STOP");
    const [{ id }] = await texting.deliveries();
    await texting.advance(id);
    expect(await texting.deliveries()).toMatchObject([
      { status: "dropped", words: expect.stringContaining("START") },
    ]);
    expect(await texting.accepted()).toBe(0);
  });

  it("T28 a 21610 nobody has told us of sets the opt-out", async () => {
    await using texting = await openTexting(world);
    const { threadId, ids } = await texting.family({ name: "Gone", phone: "+15005550004" });
    await texting.send("Hello", ids[0] ?? "", threadId);
    expect(await texting.numberOf("+15005550004")).toMatchObject({ optedOut: true, by: "provider" });
  });

  it("T26 CANCEL says which visit may have been meant", async () => {
    await using texting = await openTexting(world);
    const petId = randomUUID();
    const { organisationId } = texting.ctx;
    const staff = await world.owner.query("select id from staff_member where organisation_id = $1 limit 1", [
      organisationId,
    ]);
    await world.owner.query(
      "insert into pet (organisation_id, id, family_id, name) values ($1, $2, $3, 'Biscuit')",
      [organisationId, petId, texting.home.familyId],
    );
    await world.owner.query(
      `insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at, status)
       values ($1, $2, $3, $4, now() + interval '3 hours', now() + interval '4 hours', 'scheduled')`,
      [organisationId, texting.home.familyId, petId, staff.rows[0].id],
    );
    await texting.text("Cancel");
    expect(await came(texting, "Cancel")).toMatchObject({
      event: { kind: "opted_out", visit: { startsAt: expect.any(String) } },
    });
  });

  it("T25 a phrase that may mean it is a message, and holds the number from mass texts", async () => {
    await using texting = await openTexting(world);
    await texting.text("Please don't text me");
    const entry = await came(texting, "Please don't text me");
    expect(entry.kind).toBe("message");
    expect(await texting.numberOf(texting.maria.phone)).toMatchObject({ held: true, optedOut: false });
    const { routes } = await textRoutes({
      ctx: texting.ctx,
      input: { threadId: texting.home.threadId },
    });
    expect(routes[0]).toMatchObject({ heldEntryId: entry.id, why: null });
  });
});

describe("V17 reactions", () => {
  it("V17 T7 T20 fold into the text they quote word for word, without any effect; else they stay texts", async () => {
    await using texting = await openTexting(world);
    await texting.send("See you at four");
    await texting.text("Liked “See you at four”");
    const reaction = await came(texting, "Liked “See you at four”");
    const [message] = await texting.entries();
    expect(reaction).toMatchObject({
      ...{ kind: "reaction", aboutEntryId: message?.id },
      event: { kind: "reaction", emoji: "👍", removed: false },
    });
    await texting.text("Removed a like from “See you at four”");
    expect(await came(texting, "Removed a like from “See you at four”")).toMatchObject({
      event: { removed: true },
    });
    const view = await readEntries({
      ctx: texting.ctx,
      input: { threadId: texting.home.threadId, pageSize: 50 },
    });
    expect(view).toMatchObject({ unreadFrom: null, waitingSince: null });
    expect(await visitNotices(texting.home.threadId)).toBe(0);
    await texting.text("Liked “See you at five”");
    expect(await came(texting, "Liked “See you at five”")).toMatchObject({ kind: "message" });
    expect(await visitNotices(texting.home.threadId)).toBe(1);
  });
});
