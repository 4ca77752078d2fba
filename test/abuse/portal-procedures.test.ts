import { randomUUID } from "node:crypto";
import { addNote } from "@packpost/core/conversation/add-note";
import { postMessage } from "@packpost/core/conversation/post-message";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { openPortal } from "../support/portal-doors.ts";
import { signIn } from "../support/sign-in.ts";
import { changesOf } from "./garbage.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let portal: Awaited<ReturnType<typeof openPortal>>;
let organisation: TestOrganisation;
let other: TestOrganisation;
let slug = "";
let me = { id: "", email: "", threadId: "", cookie: "" };
let strangers: Awaited<ReturnType<typeof strangerOf>>[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  portal = await openPortal(world);
  organisation = await world.organisation(12);
  other = await world.organisation(6);
  slug = await portal.slugOf(organisation);
  const [mine] = await portal.people(organisation, 1);
  if (!mine) throw new Error("nobody");
  me = { ...mine, cookie: await portal.signIn(slug, mine.email) };
  strangers = [await strangerOf(other), await strangerOf(organisation)];
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** Somebody else, signed in too, with a message from the team in their thread. */
async function strangerOf(theirs: TestOrganisation) {
  const person = (await portal.people(theirs, 3)).at(-1);
  if (!person) throw new Error("nobody");
  const entryId = randomUUID();
  await postMessage({
    ctx: theirs.ctx,
    input: { threadId: person.threadId, entryId, body: "A secret of theirs", seenNumber: null },
  });
  const theirSlug = await portal.slugOf(theirs);
  await portal.signIn(theirSlug, person.email);
  const { rows } = await world.owner.query("select id from portal_session where customer_id = $1", [
    person.id,
  ]);
  return { ...person, entryId, sessionId: rows[0].id, slug: theirSlug };
}

/** An honest input of every procedure; one without a case fails below. */
const inputs = (): Record<string, { get?: true; input: unknown }> => ({
  "thread.read": { get: true, input: { before: 5, pageSize: 50 } },
  "thread.send": {
    input: { entryId: randomUUID(), body: "Hello", draftVersion: 1, seenNumber: 1, attachmentIds: [] },
  },
  "thread.markRead": { input: { number: 1 } },
  "thread.saveDraft": { input: { body: "Hel", version: 1 } },
  "thread.signal": { input: { tab: randomUUID(), doing: "typing" } },
  "live.watch": { get: true, input: { viewer: me.id, topics: [{ kind: "thread", id: me.threadId }] } },
  "communications.read": { get: true, input: undefined },
  "communications.change": { input: { channel: "campaign", subscribed: true } },
  "sessions.list": { get: true, input: undefined },
  "language.choose": { input: { language: "de" } },
  "sessions.end": { input: { sessionId: randomUUID() } },
});
const call = (
  path: string,
  cookie: string | undefined,
  more: { input?: unknown; slug?: string; headers?: Record<string, string> } = {},
) => {
  const { get, input } = inputs()[path] ?? { input: undefined };
  return portal.call(more.slug ?? slug, path, "input" in more ? more.input : input, {
    ...(cookie !== undefined && { cookie }),
    ...(get && { get }),
    ...(more.headers && { headers: more.headers }),
  });
};
/** Streams do not end: test/flows/portal-live asks them. */
const streams = ["live.watch"];
const paths = Object.keys(inputs()).filter((path) => !streams.includes(path));

it("P6 knows an input of every procedure of the portal: one without a case fails here", () => {
  expect(Object.keys(inputs()).toSorted()).toEqual(
    Object.keys(portal.portalRouter._def.procedures).toSorted(),
  );
});

describe("P6 T54 who may call", () => {
  it.each(paths)("P6 %s is answered to a customer who is signed in, and to nobody else", async (path) => {
    expect((await call(path, me.cookie)).status).toBe(200);
    const staff = (await signIn(world, organisation, "owner")).get("cookie") ?? "";
    // Nobody, a staff session, a made-up one, and one of another organisation's pages.
    const token = /packpost\.portal\.[\w-]+=([\w-]+)/.exec(me.cookie)?.[1];
    const theirSlug = await portal.slugOf(other);
    expect((await call(path, undefined)).status).toBe(401);
    expect((await call(path, staff)).status).toBe(401);
    expect((await call(path, `packpost.portal.${slug}=${"x".repeat(43)}`)).status).toBe(401);
    expect((await call(path, `packpost.portal.${theirSlug}=${token}`, { slug: theirSlug })).status).toBe(401);
    expect((await call(path, me.cookie, { slug: theirSlug })).status).toBe(401);
  });

  it("P6 a customer's session is nothing on the staff's pages", async () => {
    for (const path of Object.keys(web.appRouter._def.procedures)) {
      const ask = (method: "GET" | "POST") => {
        const headers = { cookie: me.cookie, origin: appUrl, "content-type": "application/json" };
        const body = method === "POST" ? { body: "{}" } : {};
        return web.trpc(new Request(`${appUrl}/api/trpc/${path}`, { method, headers, ...body }));
      };
      const read = await ask("GET");
      const answer = read.status === 405 ? await ask("POST") : read;
      // A stream says it within.
      const refused = answer.status === 401 || /UNAUTHORIZED/.test(await answer.text());
      expect(refused, path).toBe(true);
    }
  });

  it.each(paths.filter((path) => inputs()[path]?.get === undefined))(
    "P6 %s refuses what another site sends",
    async (path) => {
      expect((await call(path, me.cookie, { headers: { origin: "https://evil.example" } })).status).toBe(403);
      expect((await call(path, me.cookie, { headers: { "sec-fetch-site": "cross-site" } })).status).toBe(403);
    },
  );
});

describe("P6 T54 ids of another family or organisation in every procedure", () => {
  it.each(paths)("P6 %s gives nothing of theirs and changes nothing of theirs", async (path) => {
    const { input } = inputs()[path] ?? {};
    for (const theirs of strangers) {
      const before = await rowsOf(theirs.id, theirs.threadId);
      // In each field that takes an id, and in fields that there are not.
      const ids = {
        threadId: theirs.threadId,
        familyId: theirs.id,
        customerId: theirs.id,
        organisationId: theirs.id,
      };
      const fields = typeof input === "object" && input !== null ? input : {};
      const tried = [
        { ...fields, ...ids },
        { ...fields, ...ids, entryId: theirs.entryId, sessionId: theirs.sessionId },
        { ...fields, ...ids, entryId: theirs.threadId, sessionId: theirs.threadId },
      ];
      for (const one of tried) {
        const answer = await call(path, me.cookie, { input: one });
        const text = await answer.text();
        expect(answer.status, text).toBeLessThan(500);
        expect(text).not.toMatch(/A secret of theirs/);
        expect(text).not.toContain(theirs.email);
      }
      expect(await rowsOf(theirs.id, theirs.threadId)).toEqual(before);
    }
  });

  it("P6 a message with the id of somebody else's is refused, not lost and not theirs", async () => {
    const answer = await call("thread.send", me.cookie, {
      input: { entryId: strangers[0]?.entryId, body: "Mine" },
    });
    expect([answer.status, await answer.text()]).toEqual([409, expect.stringContaining('"code":"conflict"')]);
  });
});

describe("P6 T55 access ends", () => {
  it("P6 T55 with the family, the mailbox, signing out, and the person", async () => {
    const [leaver, moved, gone] = (await portal.people(organisation, 8)).slice(5);
    if (!leaver || !moved || !gone) throw new Error("nobody");
    const sessions = await Promise.all([leaver, moved, gone].map(({ email }) => portal.signIn(slug, email)));
    const [leaverCookie = "", movedCookie = "", goneCookie = ""] = sessions;
    await postMessage({
      ctx: organisation.ctx,
      input: {
        threadId: leaver.threadId,
        entryId: randomUUID(),
        body: "Of the family that was left",
        seenNumber: null,
      },
    });
    expect(await (await call("thread.read", leaverCookie, { input: {} })).text()).toContain("that was left");
    await world.owner.query(
      "update customer set family_id = (select family_id from customer where id = $2) where id = $1",
      [leaver.id, me.id],
    );
    expect(await (await call("thread.read", leaverCookie, { input: {} })).text()).not.toContain(
      "that was left",
    );
    await world.owner.query("update customer set email = 'elsewhere@mail.example' where id = $1", [moved.id]);
    expect((await call("thread.read", movedCookie)).status).toBe(401);
    await call("sessions.end", goneCookie, { input: { sessionId: null } });
    expect((await call("thread.read", goneCookie)).status).toBe(401);
  });
});

describe("P6 what a customer never sees", () => {
  it("P6 V1 neither notes, nor who is assigned, nor surnames and addresses of the team, nor what waits", async () => {
    const { threadId } = me;
    await postMessage({
      ctx: organisation.ctx,
      input: { threadId, entryId: randomUUID(), body: "Hello from us", seenNumber: null },
    });
    await addNote({
      ctx: organisation.ctx,
      input: { threadId, entryId: randomUUID(), body: "Pays late", mentions: [] },
    });
    await world.owner.query("update thread set assigned_to = $2 where id = $1", [
      threadId,
      organisation.ctx.actor.id,
    ]);
    const text = await (await call("thread.read", me.cookie, { input: {} })).text();
    expect(text).toContain("Hello from us");
    const { rows } = await world.owner.query(
      "select staff_member.name, email from staff_member join auth_user on auth_user.id = user_id where staff_member.id = $1",
      [organisation.ctx.actor.id],
    );
    const surname = rows[0].name.split(" ").at(-1);
    for (const secret of ["Pays late", rows[0].email, surname, "assigned", "waiting", "notices", "staff"])
      expect(text).not.toContain(secret);
  });

  it("P6 is told failures in its own words, without the team's", async () => {
    const answer = await call("thread.send", me.cookie, { input: { entryId: "x", body: "" } });
    const text = await answer.text();
    expect(answer.status).toBe(400);
    expect(text).not.toMatch(/staff|senior|colleague|role/i);
  });
});

describe("P6 bad input and floods", () => {
  it("P6 refuses a message of nothing, and one with a picture that is not theirs", async () => {
    const send = (more: object) =>
      call("thread.send", me.cookie, { input: { entryId: randomUUID(), ...more } });
    expect((await send({ body: "  " })).status).toBe(400);
    expect((await send({ body: "", attachmentIds: [] })).status).toBe(400);
    expect((await send({ body: "", attachmentIds: [randomUUID()] })).status).toBe(409);
  });

  it("P6 refuses 10,001 characters and takes 10,000", async () => {
    const send = (length: number) =>
      call("thread.send", me.cookie, { input: { entryId: randomUUID(), body: "ä".repeat(length) } });
    expect([(await send(10_001)).status, (await send(10_000)).status]).toEqual([400, 200]);
  });

  it("P6 answers 413 to a megabyte", async () => {
    const answer = await call("thread.send", me.cookie, {
      input: { entryId: randomUUID(), body: "x".repeat(1_000_000) },
    });
    expect(answer.status).toBe(413);
  });

  it("P6 of a thousand messages a minute it takes thirty, refuses the rest with when to come back, and doubles none", async () => {
    const flooder = (await portal.people(organisation, 10)).at(-1);
    if (!flooder) throw new Error("nobody");
    const cookie = await portal.signIn(slug, flooder.email);
    const ids = Array.from({ length: 40 }, () => randomUUID());
    const statuses: number[] = [];
    for (const entryId of ids)
      statuses.push((await call("thread.send", cookie, { input: { entryId, body: "Flood" } })).status);
    expect([
      statuses.filter((one) => one === 200).length,
      statuses.filter((one) => one === 429).length,
    ]).toEqual([30, 10]);
    const again = await call("thread.send", cookie, { input: { entryId: ids[0], body: "Flood" } });
    expect(again.status).toBe(200);
    const refused = await call("thread.send", cookie, { input: { entryId: randomUUID(), body: "More" } });
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    const { rows } = await world.owner.query("select count(*)::int as n from entry where customer_id = $1", [
      flooder.id,
    ]);
    expect(rows[0].n).toBe(30);
  });

  // The last of them signs the customer out.
  it.each(paths)("P6 %s answers garbage in every field, never 5xx", async (path) => {
    const { input } = inputs()[path] ?? {};
    for (const change of changesOf(input)) {
      // What JSON cannot carry no page can send.
      if (typeof change.value === "bigint") continue;
      const answer = await call(path, me.cookie, { input: change.input });
      expect(answer.status, `${path} ${change.where}`).toBeLessThan(500);
    }
  });
});

/** Whatever of theirs a call of mine could have touched. */
async function rowsOf(customerId: string, threadId: string): Promise<unknown> {
  const { rows } = await world.owner.query(
    `select (select jsonb_agg(entry order by number) from entry where thread_id = $2) as entries,
       (select jsonb_agg(preference order by channel) from preference where customer_id = $1) as preferences,
       (select jsonb_agg(draft) from draft where thread_id = $2) as drafts,
       (select jsonb_agg(to_jsonb(session) - 'seen_at' order by id) from portal_session session where customer_id = $1) as sessions,
       (select jsonb_agg(position) from read_position position where thread_id = $2) as positions`,
    [customerId, threadId],
  );
  return rows[0];
}
