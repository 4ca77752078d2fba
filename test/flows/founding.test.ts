import { createOrganisation } from "@packpost/core/founding/create-organisation";
import { readFoundingToken } from "@packpost/core/founding/founding-token";
import { makeFoundingLink } from "@packpost/core/founding/make-founding-link";
import { readFounding } from "@packpost/core/founding/read-founding";
import { initOrm, type Orm } from "@packpost/db/orm";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";
import { signIn } from "../abuse/sign-in-doors.ts";
import { holdRows } from "../support/hold-rows.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { cookiesOf } from "../support/portal-doors.ts";
import { openStaffDoors, outcomeOf, type StaffDoors } from "../support/staff-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let doors: StaffDoors;
let asOwner: Orm;
const password = "nine green boats waited";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  doors = await openStaffDoors(world, web);
  asOwner = await initOrm({ url: world.ownerUrl, poolSize: 2 });
});
/** As a new installation: nobody and nothing of anybody is there. */
afterEach(() => world.owner.query("truncate organisation, auth_user, founding_link, rate_limit cascade"));
afterAll(async () => {
  await asOwner.close(true);
  await web.close();
  await world.close();
});

const linkOf = async (options = { firstAlone: false }) => {
  const link = await makeFoundingLink(asOwner, options);
  if (link === null) throw new Error("no link");
  return link.token;
};
const look = (token: string) => readFounding(world.orm, readFoundingToken(token));
const typed = (link: string, more: object = {}) => ({
  ...{ owner: "new", link, name: "Lakeside Kennels", zone: "Europe/Berlin" },
  ...{ ownerName: "Lena Lake", email: "Lena@Lakeside.example", password, ...more },
});
const found = (link: string, more: object = {}) => doors.atFounding(typed(link, more));
const count = async (table: string): Promise<number> =>
  (await world.owner.query(`select count(*)::int as n from ${table}`)).rows[0].n;
const { hold, stalled } = holdRows(world);
const sessionOf = (answer: Response) =>
  new Headers({ cookie: cookiesOf(answer), "sec-fetch-site": "same-origin" });

describe("O1 first run: the first organisation is founded in the browser", () => {
  it("O1 whoever has the link founds it, is its owner and is signed in", async () => {
    const link = await linkOf();
    expect(link).toMatch(/^[a-z2-7]{26}$/);
    expect(await look(link)).toBe("open");
    const answer = await found(link, { name: "  Lakeside   Kennels " });
    expect(await answer.clone().json()).toEqual({ outcome: "founded", signedIn: true });
    expect([answer.headers.get("cache-control"), answer.headers.get("referrer-policy")]).toEqual([
      ...["no-store", "no-referrer"],
    ]);
    const caller = () => doors.callerOf(sessionOf(answer));
    expect(await caller().account.me()).toMatchObject({
      ...{ name: "Lena Lake", email: "lena@lakeside.example", role: "owner" },
      ...{ organisationName: "Lakeside Kennels", zone: "Europe/Berlin" },
    });
    expect(await caller().settings.get()).toMatchObject({
      ...{ senderName: "Lakeside Kennels", senderEmail: "lena@lakeside.example", postalAddress: null },
    });
    expect(await caller().settings.webhook()).toMatchObject({ changedAt: null, hasPrevious: false });
    expect(await caller().settings.firstSteps()).toMatchObject({ state: "shown", hasPeople: false });
    expect((await signIn("lena@lakeside.example", password)).status).toBe(200);
  });

  it("O1 O3 it stands in the audit as the owner's deed, and the token nowhere", async () => {
    const link = await linkOf();
    const answer = await found(link);
    const { staffMemberId } = await doors.callerOf(sessionOf(answer)).account.me();
    const { rows } = await world.owner.query(
      "select action, actor_kind, actor_id, subject_kind from audit where action like 'organisation.%'",
    );
    expect(rows).toEqual([
      {
        ...{ action: "organisation.created", actor_kind: "staff", actor_id: staffMemberId },
        subject_kind: "organisation",
      },
    ]);
    const kept = await world.owner.query(
      "select (select string_agg(l::text, ' ') from founding_link l) || (select string_agg(a::text, ' ') from audit a) as text",
    );
    expect(kept.rows[0].text).not.toContain(link);
  });

  it("O1 a link works once", async () => {
    const link = await linkOf();
    expect(await outcomeOf(await found(link))).toBe("founded");
    expect(await look(link)).toBe("used");
    expect(await outcomeOf(await found(link, { email: "other@lakeside.example" }))).toBe("ended");
    expect([await count("organisation"), await count("auth_user")]).toEqual([1, 1]);
  });

  it("O1 of two tabs that press at once one founds, and the other is told", async () => {
    const link = await linkOf();
    const answers = await Promise.all(
      ["a", "b", "c"].map((who) => found(link, { email: `${who}@lakeside.example` })),
    );
    expect((await Promise.all(answers.map(outcomeOf))).toSorted()).toEqual(["ended", "ended", "founded"]);
    expect([await count("organisation"), await count("staff_member"), await count("auth_user")]).toEqual([
      ...[1, 1, 1],
    ]);
  });

  it("O1 each start prints a new link and ends those before it", async () => {
    const [first, second] = [await linkOf({ firstAlone: true }), await linkOf({ firstAlone: true })];
    expect(await look(first)).toBe("unknown");
    expect(await outcomeOf(await found(first))).toBe("ended");
    expect(await outcomeOf(await found(second))).toBe("founded");
    expect(await makeFoundingLink(asOwner, { firstAlone: true })).toBeNull();
  });

  it("O1 a link to the first organisation does nothing beside one that came meanwhile", async () => {
    const link = await linkOf();
    await createOrganisation(world.orm, {
      ...{ name: "By command", zone: "UTC", sender: "news@command.example", postalAddress: "1 Road" },
      ...{ ownerName: "Cora", ownerEmail: "cora@command.example", passes: ["Pass"] },
    });
    expect(await look(link)).toBe("taken");
    expect(await outcomeOf(await found(link))).toBe("ended");
    expect(await count("organisation")).toBe(1);
  });

  it("O1 after a day it has expired, and the page says so", async () => {
    const link = await linkOf();
    await world.owner.query("update founding_link set expires_at = expires_at - interval '24 hours'");
    expect(await look(link)).toBe("expired");
    expect(await outcomeOf(await found(link))).toBe("ended");
    expect(await count("organisation")).toBe(0);
  });

  it.each([
    ["no name", { name: "  " }, "Type your organisation's name"],
    ["no zone", { zone: "" }, "Choose a time zone"],
    ["a zone of nowhere", { zone: "Europe/Atlantis" }, "IANA"],
    ["no owner", { ownerName: "" }, "Type your name"],
    ["no address", { email: "lena" }, "not an email address"],
    ["a name that is a list", { name: ["a"] }, "expected string"],
    ["an empty address", { email: "" }, "Type your email address"],
    ["no password", { password: "" }, "Choose a password"],
    ["half an emoji", { name: "\ud83d" }, "cannot be stored"],
    ["a password longer than any", { password: "x".repeat(1_001) }, "at most 1,000"],
  ])(
    "O1 %s is refused in words, nothing is founded, and the link goes on working",
    async (_, wrong, words) => {
      const link = await linkOf();
      const answer = await found(link, wrong);
      expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(words)]);
      expect([await count("organisation"), await count("auth_user"), await look(link)]).toEqual([
        0,
        0,
        "open",
      ]);
      expect(await outcomeOf(await found(link))).toBe("founded");
    },
  );

  it("O1 a weak password is refused in words of its own", async () => {
    const link = await linkOf();
    for (const weak of ["short", "P@ssw0rd1234", "Lakeside Kennels", "Lena Lake 1234"]) {
      const answer = await found(link, { password: weak });
      expect(await answer.json()).toEqual({ outcome: "weak_password", words: expect.any(String) });
    }
    expect(await outcomeOf(await found(link))).toBe("founded");
  });

  it("O1 what is tried very often at one link is refused for a while", async () => {
    const link = await linkOf();
    const answers = await Promise.all(Array.from({ length: 61 }, () => found(link, { owner: "signed_in" })));
    expect(answers.map(({ status }) => status).filter((status) => status === 429)).toHaveLength(1);
  });

  it("O1 another site can found nothing, and what is no link of ours opens nothing", async () => {
    const link = await linkOf();
    const stolen = await doors.atFounding(typed(link), { origin: "https://evil.example" });
    expect(stolen.status).toBe(403);
    for (const none of ["", "x", "a".repeat(26), `${link}a`, link.toUpperCase().slice(1)]) {
      expect(await look(none)).toBe("unknown");
      expect(await outcomeOf(await found(none))).toBe("ended");
    }
    expect(await count("organisation")).toBe(0);
  });
});

describe("O1 further organisations", () => {
  const first = async () => sessionOf(await found(await linkOf()));

  it("O1 a link of the command founds a second one, which sees nothing of the first", async () => {
    const session = await first();
    const link = await linkOf();
    const answer = await found(link, { name: "Hilltop", email: "hanna@hilltop.example", ownerName: "Hanna" });
    expect(await outcomeOf(answer.clone())).toBe("founded");
    const second = doors.callerOf(sessionOf(answer));
    expect(await second.account.me()).toMatchObject({ organisationName: "Hilltop", role: "owner" });
    expect((await second.staff.list()).members.map(({ name }) => name)).toEqual(["Hanna"]);
    expect((await doors.callerOf(session).staff.list()).members.map(({ name }) => name)).toEqual([
      "Lena Lake",
    ]);
  });

  it("O1 two such links stand beside each other, and each founds one", async () => {
    await first();
    const links = [await linkOf(), await linkOf()];
    const outcomes = await Promise.all(
      links.map(async (link, at) =>
        outcomeOf(await found(link, { name: "Twin", email: `twin${at}@hilltop.example` })),
      ),
    );
    expect(outcomes).toEqual(["founded", "founded"]);
    const { rows } = await world.owner.query(
      "select slug from organisation where name = 'Twin' order by slug",
    );
    expect(rows).toEqual([{ slug: "twin" }, { slug: "twin-2" }]);
  });

  it("O1 an address that has an account is not taken over: one signs in and founds as that account", async () => {
    const session = await first();
    const link = await linkOf();
    expect(await outcomeOf(await found(link, { name: "Second" }))).toBe("has_account");
    expect(await look(link)).toBe("open");
    const cookie = session.get("cookie") ?? "";
    const asMyself = { owner: "signed_in", link, name: "Second", zone: "UTC" };
    expect(await outcomeOf(await doors.atFounding(asMyself))).toBe("signed_out");
    const answer = await doors.atFounding(asMyself, { cookie });
    expect(await answer.clone().json()).toEqual({ outcome: "founded", signedIn: true });
    // A browser keeps the newest of a name.
    const both = new Headers({ cookie: `${cookiesOf(answer)}; ${cookie}`, "sec-fetch-site": "same-origin" });
    expect(await doors.callerOf(both).account.me()).toMatchObject({
      ...{ organisationName: "Second", name: "Lena Lake", role: "owner" },
    });
    expect(await count("auth_user")).toBe(1);
  });

  it("O1 an address that gets its account at another door in that very instant is told of it, and the link stays", async () => {
    const link = await linkOf();
    const accept = await hold(
      `insert into auth_user (name, email, "emailVerified") values ('Lena Lake', $1, true)`,
      ["lena@lakeside.example"],
      "commit",
    );
    const founding = found(link);
    await stalled("insert into auth_user");
    await accept();
    expect(await (await founding).json()).toEqual({ outcome: "has_account" });
    expect(await look(link)).toBe("open");
    expect([await count("organisation"), await count("auth_user")]).toEqual([0, 1]);
  });

  it("O1 whoever accepts an invitation while they found an organisation does one of the two, and is told at the other door", async () => {
    const session = await first();
    const address = "twice@hilltop.example";
    await doors.callerOf(session).staff.invite({ address, name: "Twice", role: "senior" });
    const invitation = await doors.invitationOf(address);
    const [founded, joined] = await Promise.all([
      found(await linkOf(), { name: "Hilltop", email: address }),
      doors.atInvitation({ action: "join", link: invitation, name: "Twice", password }),
    ]);
    expect([
      ["founded", "has_account"],
      ["has_account", "joined"],
    ]).toContainEqual([await outcomeOf(founded), await outcomeOf(joined)]);
    expect(await count("auth_user")).toBe(2);
  });

  it("O1 one founded by the command has an owner who chooses their password by a link, or has one", async () => {
    const described = {
      ...{ name: "By command", zone: "UTC", sender: "news@command.example", postalAddress: "1 Road" },
      ...{ ownerName: "Cora", ownerEmail: "cora@command.example", passes: ["Pass"] },
    };
    const { ownerLink } = await createOrganisation(world.orm, described);
    if (ownerLink === null) throw new Error("no link");
    expect(await doors.lookAtReset(ownerLink)).toMatchObject({ state: "open" });
    const set = await doors.atPassword({ action: "set", link: ownerLink, password });
    expect(await outcomeOf(set)).toBe("set");
    expect((await signIn("cora@command.example", password)).status).toBe(200);
    const again = await createOrganisation(world.orm, { ...described, name: "Her second" });
    expect(again.ownerLink).toBeNull();
    expect([await count("organisation"), await count("auth_user")]).toEqual([2, 1]);
  });
});

it("O1 the app itself makes no link and forgets none", async () => {
  await linkOf();
  const app = world.orm.em.fork().getConnection();
  for (const statement of [
    "insert into founding_link (token_hash, first_only, expires_at) values ('x', false, now())",
    "delete from founding_link",
    "update founding_link set first_only = false",
    "update founding_link set expires_at = now()",
  ])
    await expect(app.execute(statement)).rejects.toThrow(/permission denied/);
});
