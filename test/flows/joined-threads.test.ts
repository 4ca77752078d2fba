import { randomUUID } from "node:crypto";
import { staffIdOf } from "@packpost/core/access/require-permission";
import { addNote } from "@packpost/core/conversation/add-note";
import { listThreads } from "@packpost/core/conversation/inbox/list-threads";
import { markRead } from "@packpost/core/conversation/mark-read";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { saveThreadDraft } from "@packpost/core/conversation/save-thread-draft";
import { textRoutes } from "@packpost/core/conversation/text-routes";
import { listMissedTexts } from "@packpost/core/inbound-text/list-missed-texts";
import { joinThreads } from "@packpost/core/joined-threads/join-threads";
import { previewJoin, previewSplit } from "@packpost/core/joined-threads/preview-join";
import { splitThread } from "@packpost/core/joined-threads/split-thread";
import { inOrganisation } from "@packpost/db/orm";
import { createStaff } from "@packpost/db/seed/create-staff";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { newNumber, openTexting } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

/** A stranger who has texted twice and was answered, beside a family with a message of its own. */
async function begin() {
  const texting = await openTexting(world);
  const { ctx } = texting;
  const stranger = newNumber();
  await texting.post("Hello family");
  await texting.text("It is me", { from: stranger });
  const strangerThreadId: string = await waitUntil("its thread", async () => {
    const { rows } = await world.owner.query(
      "select id from thread where organisation_id = $1 and stranger = $2",
      [ctx.organisationId, stranger],
    );
    return rows[0]?.id;
  });
  await texting.send("Who is it?", null, strangerThreadId);
  await texting.text("Maria, from my new phone", { from: stranger });
  await waitUntil("both", async () =>
    (await texting.entries(strangerThreadId)).length === 3 ? true : undefined,
  );
  const join = (customerId: string | null = texting.mariaId) =>
    joinThreads({ ctx, input: { strangerThreadId, familyId: texting.home.familyId, customerId } });
  const view = (threadId: string) => readEntries({ ctx, input: { threadId, pageSize: 100 } });
  return Object.assign(texting, { stranger, strangerThreadId, join, view });
}

describe("T6 V17 a stranger's thread is joined to a family's and split again, nothing lost", () => {
  it("T6 both sides are shown before; then all stands in one thread, as the person it is", async () => {
    await using texting = await begin();
    const { ctx, strangerThreadId, home } = texting;
    const both = { strangerThreadId, familyId: home.familyId };
    expect(await previewJoin({ ctx, input: both })).toMatchObject({
      stranger: {
        name: texting.stranger,
        entries: 3,
        newest: [{}, {}, { body: "Maria, from my new phone" }],
      },
      family: { entries: 1, newest: [{ body: "Hello family" }] },
    });
    expect(await texting.join()).toEqual({ threadId: home.threadId, moved: 3 });
    const { entries, unreadFrom } = await texting.view(home.threadId);
    expect(entries.map(({ number, body, author }) => [number, body, author?.name ?? null])).toMatchObject([
      [1, "Hello family", expect.anything()],
      [2, "It is me", "Maria Okafor"],
      [3, "Who is it?", expect.anything()],
      [4, "Maria, from my new phone", "Maria Okafor"],
      [5, "", expect.anything()],
    ]);
    expect(unreadFrom).toBe(2);
    const listed = await listThreads({ ctx, input: { filter: "active", cursor: null, pageSize: 50 } });
    expect(JSON.stringify(listed)).not.toContain(texting.stranger);
  });

  it("T6 what comes from its number later lands in the family's thread, and goes along when it is split", async () => {
    await using texting = await begin();
    const { ctx, strangerThreadId, home } = texting;
    await texting.join();
    await texting.text("One more", { from: texting.stranger });
    const later = await waitUntil("it", async () =>
      (await texting.entries()).find(({ body }) => body === "One more"),
    );
    expect(later.author?.id).toBe(texting.mariaId);
    expect(await previewSplit({ ctx, input: { strangerThreadId } })).toMatchObject({
      stranger: { entries: 4 },
    });
    expect(await splitThread({ ctx, input: { strangerThreadId } })).toEqual({
      threadId: strangerThreadId,
      moved: 4,
    });
    const back = await texting.view(strangerThreadId);
    expect(back.entries.map(({ body }) => body)).toEqual([
      ...["It is me", "Who is it?", "Maria, from my new phone", "One more", ""],
    ]);
    expect(back.entries.slice(0, 4).every(({ author }) => author?.kind !== "customer")).toBe(true);
    expect(back.active).toBe(true);
    const stays = (await texting.view(home.threadId)).entries.map(({ body, event }) => event ?? body);
    expect(stays).toMatchObject(["Hello family", { kind: "joined" }, { kind: "split", moved: 4 }]);
    await texting.text("Again me", { from: texting.stranger });
    await waitUntil("it in its own thread", async () =>
      (await texting.entries(strangerThreadId)).find(({ body }) => body === "Again me"),
    );
  });

  it("V8 T6 a number that is somebody's of the family can be answered in the family's thread, the one that wrote last", async () => {
    await using texting = await begin();
    const { ctx, home, stranger, strangerThreadId } = texting;
    const routes = async () =>
      (await textRoutes({ ctx, input: { threadId: home.threadId } })).routes.map(
        ({ customerId, number, why }) => ({ customerId, number, why }),
      );
    await texting.join(null);
    expect(await routes()).toContainEqual({ customerId: null, number: stranger, why: null });
    const id = await texting.send("Welcome back", null);
    expect(await texting.status(id, "delivered")).toMatchObject({ address: stranger });
    const second = newNumber();
    await texting.text("And from here", { from: second });
    const secondThreadId: string = await waitUntil("its thread", async () => {
      const { rows } = await world.owner.query(
        "select id from thread where organisation_id = $1 and stranger = $2",
        [ctx.organisationId, second],
      );
      return rows[0]?.id;
    });
    const both = { familyId: home.familyId, customerId: null };
    await joinThreads({ ctx, input: { strangerThreadId: secondThreadId, ...both } });
    expect((await routes()).filter(({ customerId }) => customerId === null)).toEqual([
      { customerId: null, number: second, why: null },
    ]);
    await texting.text("The first one again", { from: stranger });
    await waitUntil("it", async () =>
      (await texting.entries()).find(({ body }) => body === "The first one again"),
    );
    expect((await routes()).find(({ customerId }) => customerId === null)?.number).toBe(stranger);
    // Whoever's file has the number by now is who is texted there.
    await world.owner.query("update customer set phone = $1 where id = $2", [stranger, texting.mariaId]);
    expect((await routes()).filter(({ number }) => number === stranger)).toMatchObject([
      { customerId: texting.mariaId },
    ]);
    await splitThread({ ctx, input: { strangerThreadId } });
    expect((await texting.entries(strangerThreadId)).map(({ body }) => body)).toContain("Welcome back");
  });

  it("T6 what one has read stays read, and unsent words go along", async () => {
    await using texting = await begin();
    const { ctx, strangerThreadId, home } = texting;
    await markRead({ ctx, input: { threadId: strangerThreadId, number: 3 } });
    const draft = { threadId: strangerThreadId, kind: "reply", body: "Welcome ba", version: 5 } as const;
    await saveThreadDraft({ ctx, input: { ...draft, textTo: "stranger" } });
    expect((await texting.view(strangerThreadId)).drafts).toEqual([
      { kind: "reply", body: "Welcome ba", version: 5, textTo: "stranger" },
    ]);
    await texting.join();
    expect((await texting.view(home.threadId)).unreadFrom).toBeNull();
    const { rows } = await world.owner.query(
      "select body, text_to from draft where organisation_id = $1 and thread_id = $2 and body <> ''",
      [ctx.organisationId, home.threadId],
    );
    // Whom it was to be texted to is who that number is now.
    expect(rows).toEqual([{ body: "Welcome ba", text_to: texting.mariaId }]);
    await texting.post("Welcome back");
    const [sent] = (await texting.view(home.threadId)).drafts;
    expect(sent).toMatchObject({ body: "", textTo: null });
  });

  it("T6 V4 a note that mentions somebody stays unread for them where it moves to", async () => {
    await using texting = await begin();
    const { ctx, strangerThreadId, home, mariaId } = texting;
    const { organisationId } = ctx;
    const colleague = {
      id: randomUUID(),
      name: "Ben",
      role: "admin" as const,
      email: `${randomUUID()}@staff.example`,
    };
    await inOrganisation(ctx.orm, organisationId, async (em) => {
      createStaff(em, organisationId, [colleague], "00:00");
    });
    await markRead({ ctx, input: { threadId: strangerThreadId, number: 3 } });
    await addNote({
      ctx: staffContext({ orm: ctx.orm, organisationId }, colleague.id, "admin"),
      input: {
        threadId: strangerThreadId,
        entryId: randomUUID(),
        body: "Is this Maria?",
        mentions: [staffIdOf(ctx)],
        draftVersion: 1,
      },
    });
    expect((await texting.view(strangerThreadId)).unreadFrom).toBe(4);
    await texting.join(mariaId);
    const { entries, unreadFrom } = await texting.view(home.threadId);
    expect(entries.find(({ number }) => number === unreadFrom)?.body).toBe("Is this Maria?");
  });

  it("V8 a message that would reach nobody is refused in a stranger's thread", async () => {
    await using texting = await begin();
    const input = {
      threadId: texting.strangerThreadId,
      entryId: randomUUID(),
      body: "Hello?",
      seenNumber: null,
    };
    await expect(postMessage({ ctx: texting.ctx, input })).rejects.toMatchObject({ code: "conflict" });
    expect(await texting.entries(texting.strangerThreadId)).toHaveLength(3);
  });

  it("T6 two who join at once join once; a person of another family is refused", async () => {
    await using texting = await begin();
    const other = await texting.family({ name: "Zoe", phone: null });
    await expect(texting.join(other.ids[0] ?? "")).rejects.toMatchObject({ code: "not_found" });
    const both = await Promise.allSettled([texting.join(), texting.join()]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect((await texting.entries()).filter(({ body }) => body === "It is me")).toHaveLength(1);
  });

  it("T6 a family's thread is joined to nothing, itself least of all, and keeps all it has", async () => {
    await using texting = await begin();
    const { home, ctx, mariaId } = texting;
    const before = await texting.entries();
    const other = await texting.family({ name: "Zoe", phone: null });
    const to = [
      { familyId: home.familyId, customerId: mariaId },
      { familyId: other.familyId, customerId: other.ids[0] ?? "" },
    ];
    for (const one of to)
      await expect(
        joinThreads({ ctx, input: { strangerThreadId: home.threadId, ...one } }),
      ).rejects.toMatchObject({ code: expect.stringMatching(/not_found|conflict/) });
    expect(await texting.entries()).toEqual(before);
  });

  it("V8 the provider's list brings what no webhook told of, once", async () => {
    await using texting = await openTexting(world);
    await texting.knobs({ webhooks: "off" });
    await texting.text("Lost on the way");
    await texting.text("Stop");
    expect(await listMissedTexts({ ctx: texting.worker })).toBe(2);
    expect(await listMissedTexts({ ctx: texting.worker })).toBe(0);
    expect((await texting.entries()).map(({ body, kind }) => [kind, body])).toEqual([
      ["message", "Lost on the way"],
      ["keyword", "Stop"],
    ]);
    expect(await texting.numberOf(texting.maria.phone)).toMatchObject({ optedOut: true });
  });
});
