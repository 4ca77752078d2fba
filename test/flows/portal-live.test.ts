import { randomUUID } from "node:crypto";
import { addNote } from "@packpost/core/conversation/add-note";
import { postMessage } from "@packpost/core/conversation/post-message";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { findViewer, type LiveStream, openTopicStream, readStream } from "../support/open-live-stream.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { openPortal } from "../support/portal-doors.ts";
import { signIn } from "../support/sign-in.ts";

/** Whoever waits for the next change looks by itself every ten seconds: sooner than this it was told. */
const netMs = 10_000;

const world = new TestWorld(inject("services"));
let web: TestWeb;
let portal: Awaited<ReturnType<typeof openPortal>>;
let organisation: TestOrganisation;
let slug = "";
let people: Awaited<ReturnType<typeof portal.people>> = [];
const open: LiveStream[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  portal = await openPortal(world);
  organisation = await world.organisation(48);
  slug = await portal.slugOf(organisation);
  // One a family: what another test writes stands in no other's thread.
  const all = await portal.people(organisation, 40);
  people = [...new Map(all.map((person) => [person.threadId, person])).values()];
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** Somebody whom no other test has, signed in. */
async function nextPerson() {
  const person = people.pop();
  if (!person) throw new Error("nobody is left");
  return { ...person, cookie: await portal.signIn(slug, person.email) };
}
type Person = Awaited<ReturnType<typeof nextPerson>>;

function ask(
  person: Pick<Person, "id" | "cookie">,
  topics: { kind: string; id: string }[],
  viewer = person.id,
): Promise<Response> {
  return portal.call(slug, "live.watch", { viewer, topics }, { cookie: person.cookie, get: true });
}

async function follow(
  person: Person,
  kind = "thread",
  id = person.threadId,
  viewer = person.id,
): Promise<LiveStream> {
  const stream = readStream(await ask(person, [{ kind, id }], viewer));
  open.push(stream);
  return stream;
}

const post = ({ threadId }: Pick<Person, "threadId">, body = "Hello from us") =>
  postMessage({
    ctx: organisation.ctx,
    input: { threadId, entryId: randomUUID(), body, seenNumber: null },
  });

const ended = /serialized-error\ndata: .*\n/;

describe("V3 P6 a customer's open page", () => {
  it("V3 T8 hears of the team's message at once, and catches up by revision after a cut", async () => {
    const person = await nextPerson();
    const stream = await follow(person);
    await stream.read(/"lastNumber":0/);
    const at = performance.now();
    await post(person);
    const told = await stream.read(/"lastNumber":1/);
    expect(performance.now() - at).toBeLessThan(netMs / 2);
    // Ids and numbers alone: what was written the page asks for itself.
    expect(told).not.toContain("Hello from us");
    stream.close();
    await post(person, "While you were away");
    const again = await follow(person);
    await again.read(/"lastNumber":2/);
    const input = { sinceRevision: 1 };
    const read = await portal.call(slug, "thread.read", input, { cookie: person.cookie, get: true });
    expect(await read.text()).toContain("While you were away");
  });

  it("T54 follows the own family's thread alone, and is told why not without the team's words", async () => {
    const [me, other] = [await nextPerson(), await nextPerson()];
    const { organisationId } = organisation.ctx;
    for (const [kind, id] of [
      ["thread", other.threadId],
      ["presence", other.threadId],
      ["presence", organisationId],
      ["thread", randomUUID()],
      ["inbox", organisationId],
      ["texting", organisationId],
      ["unread", me.id],
      ["campaign", randomUUID()],
    ] as const) {
      const told = await (await follow(me, kind, id)).read(/"code":"\w+"/);
      expect(told, kind).toMatch(/"code":"(not_found|forbidden)"/);
      expect(told).not.toMatch(/staff|senior|role/i);
    }
  });

  it("P6 nobody, a staff session and another viewer get no stream; garbage is answered", async () => {
    const [me, other] = [await nextPerson(), await nextPerson()];
    const staff = (await signIn(world, organisation, "owner")).get("cookie") ?? "";
    const topics = [{ kind: "thread", id: me.threadId }];
    for (const cookie of ["", staff, other.cookie])
      expect(await readStream(await ask({ id: me.id, cookie }, topics)).read(ended)).toContain(
        "UNAUTHORIZED",
      );
    for (const input of [
      {},
      { viewer: me.id, topics: [] },
      { viewer: "x", topics },
      { viewer: me.id, topics: Array(5).fill(topics[0]) },
    ])
      expect(
        await readStream(await portal.call(slug, "live.watch", input, { cookie: me.cookie, get: true })).read(
          ended,
        ),
      ).toContain("BAD_REQUEST");
  });
});

describe("T55 a customer's stream ends with the right to it, before another message", () => {
  it.each([
    ["signed out", "update portal_session set ended_at = now() where customer_id = $1"],
    ["whose mailbox is another by now", "update customer set email = 'x' || email where id = $1"],
    ["whose session has run out", "update portal_session set expires_at = now() where customer_id = $1"],
  ])("T55 somebody who is %s", async (_, change) => {
    const person = await nextPerson();
    const stream = await follow(person);
    await stream.read(/"lastNumber":0/);
    await world.owner.query(change, [person.id]);
    // Before the next look at everybody's rights: the message itself asks.
    await post(person);
    const told = await stream.read(ended);
    expect(told).toContain("UNAUTHORIZED");
    expect(told).not.toContain('"lastNumber":1');
  });

  it("T12 T55 somebody who has left the family is told at once that it is none of theirs", async () => {
    const [person, host] = [await nextPerson(), await nextPerson()];
    const stream = await follow(person);
    await stream.read(/"lastNumber":0/);
    const at = performance.now();
    await world.owner.query(
      "update customer set family_id = (select family_id from customer where id = $2) where id = $1",
      [person.id, host.id],
    );
    expect(await stream.read(/"code":"\w+"/)).toContain('"code":"not_found"');
    expect(performance.now() - at).toBeLessThan(netMs / 2);
    // T12: what was written for the family that was left goes to no other.
    const written = { body: "For the old one", threadId: person.threadId };
    const send = { ...written, entryId: randomUUID() };
    for (const [path, input] of [
      ["thread.send", send],
      ["thread.saveDraft", { ...written, version: 1 }],
    ] as const)
      expect((await portal.call(slug, path, input, { cookie: person.cookie })).status).toBe(404);
  });
});

describe("C17 bounds and T10 manners of the streams", () => {
  it("C17 one customer keeps ten browsers up; the next is told when to come back; others are not in their way", async () => {
    const person = await nextPerson();
    const kept = await Promise.all(Array.from({ length: 10 }, () => follow(person)));
    await Promise.all(kept.map((stream) => stream.read(/"lastNumber":0/)));
    const told = await (await follow(person)).read(ended);
    expect(told).toMatch(/TOO_MANY_REQUESTS.*"code":"rate_limited".*"retryAfterSeconds":30/s);
    expect(await (await follow(await nextPerson())).read(/"lastNumber":0/)).not.toContain("serialized-error");
  });

  it("T10 neither stream is buffered, changed or compressed on its way, kept by nobody, and both say that they live", async () => {
    const person = await nextPerson();
    const mine = await ask(person, [{ kind: "thread", id: person.threadId }]);
    const session = await signIn(world, organisation, "senior");
    const input = {
      viewer: await findViewer(web, session),
      topics: [{ kind: "thread", id: person.threadId }],
    };
    const sent = encodeURIComponent(JSON.stringify({ json: input }));
    const theirs = await web.trpc(
      new Request(`${appUrl}/api/trpc/live.watch?input=${sent}`, { headers: session }),
    );
    for (const answer of [mine, theirs]) {
      expect(answer.headers.get("content-type")).toBe("text/event-stream");
      expect(answer.headers.get("x-accel-buffering")).toBe("no");
      expect(answer.headers.get("cache-control")).toBe("no-store, no-transform");
      expect(answer.headers.get("content-encoding")).toBe(null);
      const stream = readStream(answer);
      open.push(stream);
      expect(await stream.read(/event: connected\ndata: .*\n/)).toContain(
        '"reconnectAfterInactivityMs":25000',
      );
      await stream.read(/event: ping/);
    }
  });
});

describe("V10 who is looking and writing", () => {
  const signal = (person: Person, doing: "typing" | "gone", tab = randomUUID()) =>
    portal.call(slug, "thread.signal", { tab, doing }, { cookie: person.cookie });
  const staffSays = async (session: Headers, threadId: string, doing: string, tab = randomUUID()) => {
    const headers = new Headers(session);
    headers.set("content-type", "application/json");
    headers.set("origin", appUrl);
    const body = JSON.stringify({ json: { threadId, tab, doing } });
    return web.trpc(new Request(`${appUrl}/api/trpc/conversation.signal`, { method: "POST", headers, body }));
  };
  const staffFollows = async (session: Headers, id: string) => {
    const stream = await openTopicStream(web, session, [{ kind: "presence", id }]);
    open.push(stream);
    return stream;
  };

  it("V10 a customer who types is named to the team, in the thread and in the list; it ends by itself", async () => {
    const person = await nextPerson();
    const senior = await signIn(world, organisation, "senior");
    const [thread, list] = [
      await staffFollows(senior, person.threadId),
      await staffFollows(senior, organisation.ctx.organisationId),
    ];
    await thread.read(/"people":\[\]/);
    expect((await signal(person, "typing")).status).toBe(200);
    const typing = new RegExp(`"id":"${person.id}","doing":"typing"`);
    await Promise.all([thread.read(typing), list.read(typing)]);
    const at = performance.now();
    await thread.read(/"doing":"typing"(?:.|\n)*"people":\[\]/);
    expect(performance.now() - at).toBeLessThan(netMs);
  });

  it("V10 a customer learns that the team writes, neither who, nor who looks, nor that a note is written", async () => {
    const person = await nextPerson();
    const senior = await signIn(world, organisation, "senior");
    const stream = await follow(person, "presence");
    await stream.read(/"people":\[\]/);
    const tab = randomUUID();
    const colleague = await staffFollows(await signIn(world, organisation, "owner"), person.threadId);
    for (const doing of ["viewing", "noting"]) {
      await staffSays(senior, person.threadId, doing, tab);
      await colleague.read(new RegExp(`"doing":"${doing}"`));
    }
    await addNote({
      ctx: organisation.ctx,
      input: { threadId: person.threadId, entryId: randomUUID(), body: "Pays late", mentions: [] },
    });
    await staffSays(senior, person.threadId, "typing", tab);
    const told = await stream.read(/"doing":"typing"/);
    expect(told).toContain('"kind":"team","id":"","name":"","doing":"typing"');
    expect(told).not.toMatch(/noting|viewing|staff|Pays/);
    expect(told.match(/"people":/g)).toHaveLength(2);
  });

  it("V10 V6 basic staff neither tell nor hear of families that they do not visit", async () => {
    const person = await nextPerson();
    const basic = await signIn(world, organisation, "basic");
    expect((await staffSays(basic, person.threadId, "viewing")).status).toBe(404);
    for (const id of [person.threadId, organisation.ctx.organisationId])
      expect(await (await staffFollows(basic, id)).read(/"code":"\w+"/)).toContain('"code":"not_found"');
  });

  it("V10 what another web process hears is told here too, and nothing is written down", async () => {
    const person = await nextPerson();
    const senior = await signIn(world, organisation, "senior");
    const stream = await staffFollows(senior, person.threadId);
    await stream.read(/"people":\[\]/);
    const { organisationId } = organisation.ctx;
    const payload = [organisationId, person.threadId, "customer", person.id, randomUUID(), "typing"].join(
      "/",
    );
    await world.owner.query(
      "select pg_notify('packpost_presence', $1), pg_notify('packpost_presence', 'nonsense')",
      [payload],
    );
    await stream.read(/"doing":"typing"/);
  });
});
