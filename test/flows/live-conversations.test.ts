import { randomUUID } from "node:crypto";
import { portalActor, staffActor } from "@packpost/core/access/actor";
import { assignThread } from "@packpost/core/conversation/assign-thread";
import { closeConversation } from "@packpost/core/conversation/close-conversation";
import { markRead } from "@packpost/core/conversation/mark-read";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { receiveMessage } from "@packpost/core/conversation/receive-message";
import { settleUnplaced } from "@packpost/core/inbound-mail/settle-unplaced";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { findViewer, type LiveStream, openTopicStream } from "../support/open-live-stream.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";

/** Whoever waits for the next change looks by itself every ten seconds: sooner than this it was told. */
const netMs = 10_000;

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
const open: LiveStream[] = [];

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(40);
});
afterEach(() => {
  for (const stream of open.splice(0)) stream.close();
});
afterAll(async () => {
  await web.close();
  await world.close();
});

interface Family {
  id: string;
  customerId: string;
  petId: string;
}

/** A family of an organisation that no other test has. */
async function nextFamily({ ctx }: TestOrganisation): Promise<Family & { threadId: string }> {
  const { rows } = await world.owner.query<Family>(
    `select family.id, customer.id as "customerId", pet.id as "petId" from family
     join customer on customer.family_id = family.id join pet on pet.family_id = family.id
     where family.organisation_id = $1 and not exists (select from thread where family_id = family.id) limit 1`,
    [ctx.organisationId],
  );
  const [family] = rows;
  if (!family) throw new Error("no family is left");
  return { ...family, threadId: await openThread({ ctx, input: { familyId: family.id } }) };
}

async function staffOf(role: "owner" | "senior" | "basic") {
  const session = await signIn(world, organisation, role);
  return { session, id: await findViewer(web, session) };
}

async function follow(session: Headers, kind: string, id: string): Promise<LiveStream> {
  const stream = await openTopicStream(web, session, [{ kind, id }]);
  open.push(stream);
  return stream;
}

const write = ({ customerId, threadId }: Family & { threadId: string }, body = "Hello?") =>
  receiveMessage({
    ctx: { ...organisation.ctx, actor: portalActor(customerId) },
    input: { threadId, entry: { id: randomUUID(), kind: "message", via: "portal", customerId, body } },
  });

const post = (threadId: string) =>
  postMessage({
    ctx: organisation.ctx,
    input: { threadId, entryId: randomUUID(), body: "Hello", seenNumber: null },
  });

async function visit(family: Family, staffMemberId: string): Promise<string> {
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into appointment (organisation_id, family_id, pet_id, staff_member_id, starts_at, ends_at)
     values ($1, $2, $3, $4, app_now(), app_now() + interval '1 second') returning id`,
    [organisation.ctx.organisationId, family.id, family.petId, staffMemberId],
  );
  return rows[0]?.id ?? "";
}

const lastOf = (text: string) => text.slice(text.lastIndexOf("data: "));

describe("V3 an open list and an open thread hear of every change at once", () => {
  it("V3 V10 the thread: messages by number, what changes about them by revision; the list: not what is read", async () => {
    const family = await nextFamily(organisation);
    const { session } = await staffOf("senior");
    const thread = await follow(session, "thread", family.threadId);
    await thread.read(/"lastNumber":0/);
    const inbox = await follow(session, "inbox", organisation.ctx.organisationId);
    await inbox.read(/"change":"/);
    const at = performance.now();
    await write(family);
    await thread.read(/"lastNumber":1/);
    const written = await inbox.read(/"change":"(?:.|\n)*"change":"/);
    await post(family.threadId);
    await thread.read(/"lastNumber":2/);
    await inbox.read(/("change":"(?:.|\n)*){3}/);
    const { rows } = await world.owner.query("select revision from thread where id = $1", [family.threadId]);
    await markRead({ ctx: organisation.ctx, input: { threadId: family.threadId, number: 1 } });
    await thread.read(new RegExp(`"revision":${rows[0].revision + 1}`));
    await closeConversation({
      ctx: organisation.ctx,
      input: { threadId: family.threadId, entryId: randomUUID(), seenNumber: 2 },
    });
    const all = await inbox.read(/("change":"(?:.|\n)*){4}/);
    expect(performance.now() - at).toBeLessThan(netMs / 2);
    expect(all.match(/"change":"/g)).toHaveLength(4);
    expect(written).not.toBe(all);
  });

  it("T42 the list: a mail that nobody could place, and one that somebody has settled", async () => {
    const inbox = await follow((await staffOf("senior")).session, "inbox", organisation.ctx.organisationId);
    await inbox.read(/"unplaced":""/);
    const at = performance.now();
    const from = { name: "", address: "nobody@mail.example" };
    const mail = { from, to: [], subject: "Hello", messageId: null, references: [], text: "Hello", html: "" };
    const { rows } = await world.owner.query<{ id: string }>(
      "insert into inbound_mail (organisation_id, provider_message_id, mail) values ($1, $2, $3) returning id",
      [organisation.ctx.organisationId, randomUUID(), { ...mail, strippedText: "", automatic: false }],
    );
    await world.owner.query(
      "update inbound_mail set state = 'unplaced', reason = 'unknown_sender', settled_at = app_now() where id = $1",
      [rows[0]?.id],
    );
    await inbox.read(/"unplaced":"\w+"/);
    await settleUnplaced({ ctx: organisation.ctx, input: { mailId: rows[0]?.id ?? "", familyId: null } });
    await inbox.read(/"unplaced":"\w+"(?:.|\n)*"unplaced":""/);
    expect(performance.now() - at).toBeLessThan(netMs / 2);
  });

  it.each(["senior", "basic"] as const)(
    "A15 V6 texting: whether texts leave, at once, so that an open composer of %s staff knows",
    async (role) => {
      const { ctx } = organisation;
      const texting = (set: string) =>
        world.owner.query(
          `insert into texting (organisation_id, number, enabled_at) values ($1, '+12025550177', now())
         on conflict (organisation_id) do update set ${set}`,
          [ctx.organisationId],
        );
      await texting("enabled_at = now(), paused_at = null, provider_message = null");
      const told = await follow((await staffOf(role)).session, "texting", ctx.organisationId);
      await told.read(/"state":"on"/);
      const at = performance.now();
      await texting("paused_at = now(), provider_message = 'Not registered'");
      await told.read(/"state":"paused"/);
      await texting("enabled_at = null");
      await told.read(/"state":"off"/);
      expect(performance.now() - at).toBeLessThan(netMs / 2);
    },
  );

  it("V4 unread: the listener's own alone, by every message and by reading; another's id is refused", async () => {
    const [mine, theirs] = [await nextFamily(organisation), await staffOf("senior")];
    const me = await staffOf("senior");
    const stream = await follow(me.session, "unread", me.id);
    await stream.read(/"threads":0/);
    await write(mine);
    await stream.read(/"threads":1/);
    const ctx = { ...organisation.ctx, actor: staffActor(me.id, "senior") };
    await markRead({ ctx, input: { threadId: mine.threadId, number: 1 } });
    expect(lastOf(await stream.read(/"threads":1(?:.|\n)*"threads":0/))).toContain('"threads":0');
    const other = await follow(me.session, "unread", theirs.id);
    expect(await other.read(/"code":"\w+"/)).toMatch(/"code":"not_found"/);
  });
});

describe("T54 V6 live topics within the actor's scope", () => {
  it("V15 what waits for a person lights the dot of whom it falls to: the thread is given to them, or its author has the tab no more", async () => {
    const family = await nextFamily(organisation);
    const [me, author] = [await staffOf("senior"), await staffOf("owner")];
    await world.owner.query(
      `insert into scheduled_message (organisation_id, id, thread_id, staff_member_id, body, due_at, state, hold_reason, held_at)
       values ($1, gen_random_uuid(), $2, $3, 'Held', app_now(), 'held', 'late', app_now())`,
      [organisation.ctx.organisationId, family.threadId, author.id],
    );
    const stream = await follow(me.session, "unread", me.id);
    await stream.read(/"held":0/);
    const at = performance.now();
    const give = (staffMemberId: string | null) =>
      assignThread({
        ctx: organisation.ctx,
        input: { threadId: family.threadId, entryId: randomUUID(), staffMemberId },
      });
    await give(me.id);
    await stream.read(/"held":1/);
    await give(null);
    await stream.read(/"held":1(?:.|\n)*"held":0/);
    await world.owner.query("update staff_member set role = 'basic' where id = $1", [author.id]);
    await stream.read(/("held":1(?:.|\n)*){2}/);
    await world.owner.query("update staff_member set role = 'owner' where id = $1", [author.id]);
    await stream.read(/("held":1(?:.|\n)*){2}"held":0/);
    await world.owner.query("update staff_member set ended_at = now() where id = $1", [author.id]);
    await stream.read(/("held":1(?:.|\n)*){3}/);
    expect(performance.now() - at).toBeLessThan(netMs);
    await world.owner.query("update staff_member set ended_at = null where id = $1", [author.id]);
  });

  it("T54 basic staff: no list, no unread, no family that they do not visit; nobody: another organisation's", async () => {
    const [family, foreign] = [await nextFamily(organisation), await nextFamily(await world.organisation(2))];
    const basic = await staffOf("basic");
    const senior = await staffOf("senior");
    for (const [session, kind, id, code] of [
      [basic.session, "inbox", organisation.ctx.organisationId, "forbidden"],
      [basic.session, "unread", basic.id, "forbidden"],
      [basic.session, "thread", family.threadId, "not_found"],
      [basic.session, "campaign", randomUUID(), "forbidden"],
      [basic.session, "texting", randomUUID(), "not_found"],
      [senior.session, "thread", foreign.threadId, "not_found"],
      [senior.session, "inbox", randomUUID(), "not_found"],
    ] as const) {
      const stream = await follow(session, kind, id);
      expect(await stream.read(/"code":"\w+"/), `${kind} ${code}`).toContain(`"code":"${code}"`);
    }
  });
});

describe("T55 access that ends while the stream is open", () => {
  it.each([
    ["cancelled", "update appointment set status = 'cancelled' where id = $1"],
    [
      "moved",
      "update appointment set starts_at = starts_at + interval '2 days', ends_at = ends_at + interval '2 days' where id = $1",
    ],
    ["deleted", "delete from appointment where id = $1"],
  ])("T55 V6 the visit is %s: the topic says so at once, and nothing follows", async (_, change) => {
    const family = await nextFamily(organisation);
    const basic = await staffOf("basic");
    const id = await visit(family, basic.id);
    const stream = await follow(basic.session, "thread", family.threadId);
    await stream.read(/"lastNumber":0/);
    const colleague = await follow((await staffOf("senior")).session, "thread", family.threadId);
    await colleague.read(/"lastNumber":0/);
    const at = performance.now();
    await world.owner.query(change, [id]);
    const told = await stream.read(/"code":"\w+"/);
    expect(performance.now() - at).toBeLessThan(netMs / 2);
    expect(told).toMatch(/"code":"not_found"/);
    expect(told).toContain("Basic staff see the families they visit today");
    await write(family);
    // A colleague of the whole list goes on; the other stream has heard of nothing since.
    await colleague.read(/"lastNumber":1/);
    expect(await stream.read(/"code":"\w+"/)).toBe(told);
  });

  it("T55 V6 at the organisation's midnight", async () => {
    const { rows } = await world.owner.query<{ zone: string }>(
      "select zone from organisation where id = $1",
      [organisation.ctx.organisationId],
    );
    const family = await nextFamily(organisation);
    const basic = await staffOf("basic");
    await visit(family, basic.id);
    // From here on the clock stands four seconds before midnight there.
    await world.owner.query(`do $$ begin execute format(
      'create or replace function app_now() returns timestamptz language sql stable parallel safe as $f$ select now() + interval %L $f$',
      (date_trunc('day', now() at time zone '${rows[0]?.zone}') + interval '1 day') at time zone '${rows[0]?.zone}' - now() - interval '4 seconds'); end $$`);
    try {
      const stream = await follow(basic.session, "thread", family.threadId);
      await stream.read(/"lastNumber":0/);
      const at = performance.now();
      expect(await stream.read(/"code":"\w+"/)).toContain('"code":"not_found"');
      expect(performance.now() - at).toBeLessThan(netMs - 2_000);
    } finally {
      await world.owner.query(
        "create or replace function app_now() returns timestamptz language sql stable parallel safe as $$ select now() $$",
      );
    }
  });

  it.each([
    ["demoted", "update staff_member set role = 'basic' where id = $1", /SERVICE_UNAVAILABLE|FORBIDDEN/],
    ["offboarded", "update staff_member set ended_at = now() where id = $1", /UNAUTHORIZED/],
  ])(
    "T55 somebody who is %s is told no further message; connecting again is refused",
    async (_, change, how) => {
      const family = await nextFamily(organisation);
      const senior = await staffOf("senior");
      const stream = await follow(senior.session, "thread", family.threadId);
      await stream.read(/"lastNumber":0/);
      await world.owner.query(change, [senior.id]);
      // Before the next look at everybody's rights: the message itself asks.
      await write(family);
      const told = await stream.read(/serialized-error\ndata: .*\n/);
      expect(told).toMatch(how);
      expect(told).not.toContain('"lastNumber":1');
    },
  );
});
