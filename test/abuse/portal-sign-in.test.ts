import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { cookiesOf, openPortal, proxy } from "../support/portal-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let portal: Awaited<ReturnType<typeof openPortal>>;
let organisation: TestOrganisation;
let slug = "";
let person = { id: "", email: "" };
let next = 0;
let people: { id: string; email: string }[] = [];

beforeAll(async () => {
  process.env.TRUSTED_PROXIES = proxy;
  await world.open();
  web = await openWeb(world);
  portal = await openPortal(world);
  organisation = await world.organisation(80);
  slug = await portal.slugOf(organisation);
  people = await portal.people(organisation, 80);
});
afterAll(async () => {
  delete process.env.TRUSTED_PROXIES;
  await web.close();
  await world.close();
});
beforeEach(() => {
  person = people[next++] ?? person;
});

const wrongFor = (digits: string) => String((Number(digits) + 1) % 1_000_000).padStart(6, "0");
const answerSchema = z.looseObject({
  outcome: z.string().optional(),
  waitSeconds: z.number().optional(),
  people: z.array(z.object({ id: z.string(), name: z.string() })).optional(),
});
const bodyOf = async (answer: Response) => answerSchema.parse(await answer.clone().json());
const outcomeOf = async (answer: Response) => (await bodyOf(answer)).outcome ?? "";
const enter = (code: string, cookie?: string) =>
  portal.knock(slug, { action: "enter", address: person.email, code }, { cookie });
const session = (cookies: string) => cookies.includes("packpost.portal.");

describe("P6 signing in by a code", () => {
  it("P6 T49 mails six digits and a short link, and lets in whoever types them, once", async () => {
    const { answer, cookie, mail } = await portal.ask(slug, person.email);
    expect(await answer.json()).toEqual({ outcome: "sent", waitSeconds: 30 });
    expect(mail.digits).toMatch(/^\d{6}$/);
    // T49: short, small letters, nothing that mail programs take apart. The code stands in no subject.
    expect(mail.link).toMatch(/^[a-z2-7]{26}$/);
    expect(mail.subject).not.toMatch(/\d{3}/);
    const entered = await enter(` ${mail.digits.slice(0, 3)} ${mail.digits.slice(3)} `, cookie);
    expect(await outcomeOf(entered)).toBe("signed_in");
    expect(entered.headers.getSetCookie().join()).toMatch(
      /packpost\.portal\.[\w-]+=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax/,
    );
    // No script learns the token.
    expect(await entered.text()).toBe('{"outcome":"signed_in"}');
    expect(await outcomeOf(await enter(mail.digits, cookie))).toBe("ended");
  });

  it("P6 T46 sends the same code again within its life, after 30 s, and wrong tries stay counted", async () => {
    const first = await portal.ask(slug, person.email);
    for (let at = 0; at < 5; at += 1) await enter(wrongFor(first.mail.digits), first.cookie);
    const soon = await portal.knock(slug, { action: "ask", address: person.email }, { cookie: first.cookie });
    expect((await bodyOf(soon)).waitSeconds).toBeGreaterThan(20);
    expect(await portal.mailsTo(person.email)).toHaveLength(1);
    await world.owner.query(
      "update portal_code set asked_at = asked_at - interval '31 seconds' where email_key = $1",
      [person.email],
    );
    const again = await portal.ask(slug, person.email, { cookie: first.cookie });
    expect(again.mail).toMatchObject({ digits: first.mail.digits, link: first.mail.link });
    expect(await outcomeOf(await enter(wrongFor(first.mail.digits), first.cookie))).toBe("wrong");
    // Six wrong ones: no more by this browser, also not after a new mail.
    expect(await outcomeOf(await enter(first.mail.digits, first.cookie))).toBe("spent");
  });

  it("P6 T48 a code stands five wrong tries, and strangers' tries do not use up its owner's", async () => {
    const { cookie, mail } = await portal.ask(slug, person.email);
    for (let at = 0; at < 5; at += 1)
      expect(await outcomeOf(await enter(wrongFor(mail.digits)))).toBe("wrong");
    expect(await outcomeOf(await enter(wrongFor(mail.digits)))).toBe("spent");
    for (let at = 0; at < 5; at += 1)
      expect(await outcomeOf(await enter(wrongFor(mail.digits), cookie))).toBe("wrong");
    expect(await outcomeOf(await enter(mail.digits, cookie))).toBe("signed_in");
  });

  it("P6 T48 bounds guesses at one mailbox from anywhere; the link of the mail goes on working", async () => {
    const { cookie, mail } = await portal.ask(slug, person.email);
    const outcomes: string[] = [];
    for (let at = 0; at < 30; at += 1) {
      const answer = await portal.knock(
        slug,
        { action: "enter", address: person.email, code: wrongFor(mail.digits) },
        { from: `198.51.100.${at}` },
      );
      outcomes.push(answer.status === 429 ? "refused" : await outcomeOf(answer));
    }
    // A handful of strange browsers may try a code at all, each six times; the rest is told to stop.
    expect(outcomes.filter((outcome) => outcome === "wrong").length).toBeLessThanOrEqual(20);
    expect(outcomes.at(-1)).not.toBe("wrong");
    const pressed = await portal.knock(slug, { action: "use_link", link: mail.link }, { cookie });
    expect(await outcomeOf(pressed)).toBe("signed_in");
  });

  it("P6 T48 mails nobody more than five times a quarter of an hour, and counts for each network and organisation", async () => {
    const asked: number[] = [];
    for (let at = 0; at < 8; at += 1) {
      asked.push(
        (await portal.knock(slug, { action: "ask", address: person.email }, { from: "192.0.2.7" })).status,
      );
      await world.owner.query(
        "update portal_code set asked_at = asked_at - interval '31 seconds' where email_key = $1",
        [person.email],
      );
    }
    expect(asked).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    const network: number[] = [];
    for (let at = 0; at < 32; at += 1)
      network.push(
        (
          await portal.knock(
            slug,
            { action: "ask", address: `nobody${at}@mail.example` },
            { from: "2001:db8:1:2::77" },
          )
        ).status,
      );
    expect(network.filter((status) => status === 200)).toHaveLength(30);
    const elsewhere = await portal.knock(
      slug,
      { action: "ask", address: "somebody@mail.example" },
      { from: "2001:db8:9:9::1" },
    );
    expect(elsewhere.status).toBe(200);
  });

  it("P6 a shared mailbox: after the code one says who one is, and nobody else", async () => {
    const [one, other, stranger] = people.slice(-3);
    await world.owner.query("update customer set email = $2 where id = $1", [other?.id, one?.email]);
    const { cookie, mail } = await portal.ask(slug, one?.email ?? "");
    const chosen = await portal.knock(
      slug,
      { action: "enter", address: one?.email, code: mail.digits },
      { cookie },
    );
    const { outcome, people: offered } = await bodyOf(chosen);
    expect([outcome, offered?.map(({ id }) => id).toSorted()]).toEqual([
      "choose",
      [one?.id, other?.id].toSorted(),
    ]);
    expect(session(cookiesOf(chosen))).toBe(false);
    const choose = (customerId: string | undefined, at: string | undefined) =>
      portal.knock(slug, { action: "choose", customerId }, { cookie: at });
    expect(await outcomeOf(await choose(stranger?.id, cookie))).toBe("ended");
    expect(await outcomeOf(await choose(other?.id, undefined))).toBe("ended");
    const entered = await choose(other?.id, cookie);
    expect(session(cookiesOf(entered))).toBe(true);
    expect(await outcomeOf(await choose(one?.id, cookie))).toBe("ended");
  });
});

describe("P6 T47 scanners and other browsers", () => {
  it("P6 T47 nothing answers GET or HEAD at the door", () => {
    expect(Object.keys(portal.door).filter((name) => /^[A-Z]+$/.test(name))).toEqual(["POST"]);
  });

  it("P6 T47 a press elsewhere than where it was asked for signs nobody in, and leaves the link to its owner", async () => {
    const { cookie, mail } = await portal.ask(slug, person.email);
    const scanner = await portal.knock(slug, { action: "use_link", link: mail.link });
    expect([await outcomeOf(scanner), session(cookiesOf(scanner))]).toEqual(["ended", false]);
    // On the phone the same mail's digits, and the link tells which code.
    const digits = await portal.knock(slug, {
      action: "enter_by_link",
      link: mail.link.toUpperCase(),
      code: mail.digits,
    });
    expect(await outcomeOf(digits)).toBe("signed_in");
    expect(
      await outcomeOf(await portal.knock(slug, { action: "use_link", link: mail.link }, { cookie })),
    ).toBe("ended");
  });

  it("P6 refuses what another site sends: nobody is signed in as somebody else's visitor", async () => {
    const { cookie, mail } = await portal.ask(slug, person.email);
    const body = { action: "enter", address: person.email, code: mail.digits };
    const answer = await portal.knock(slug, body, { cookie, headers: { origin: "https://evil.example" } });
    expect([answer.status, session(cookiesOf(answer))]).toEqual([403, false]);
  });
});

describe("P6 nobody learns who is a customer", () => {
  it("P6 answers the same for an address that nobody has, in words, headers and rows, and mails it nothing", async () => {
    const { answer } = await portal.ask(slug, person.email);
    const unknown = await portal.knock(slug, { action: "ask", address: "who@nowhere.example" });
    expect(await unknown.json()).toEqual(await answer.json());
    const names = (response: Response) => [...response.headers.keys()].toSorted();
    expect([unknown.status, names(unknown)]).toEqual([answer.status, names(answer)]);
    for (let at = 0; at < 5; at += 1) {
      const told = await portal.knock(slug, {
        action: "enter",
        address: "who@nowhere.example",
        code: `12345${at}`,
      });
      expect(await outcomeOf(told)).toBe("wrong");
    }
    expect(await portal.mailsTo("who@nowhere.example")).toEqual([]);
  });

  it("P6 says nothing else for an address where mail came back, and mails it nothing; an unsubscribed one gets its code", async () => {
    const [bounced, left] = people.slice(-5, -3);
    await world.owner.query(
      "insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', $2, 'hard_bounce')",
      [organisation.ctx.organisationId, bounced?.email],
    );
    await world.owner.query(
      "insert into preference (organisation_id, customer_id, channel, subscribed, source) values ($1, $2, 'campaign', false, 'link')",
      [organisation.ctx.organisationId, left?.id],
    );
    const answer = await portal.knock(slug, { action: "ask", address: bounced?.email });
    const { answer: same } = await portal.ask(slug, left?.email ?? "");
    expect(await answer.json()).toEqual(await same.json());
    expect(await portal.mailsTo(bounced?.email ?? "")).toEqual([]);
  });

  it("P6 takes as long for both", async () => {
    const known = people.slice(60, 72).map(({ email }) => email);
    const unknown = known.map((_, at) => `nobody${at}@nowhere.example`);
    const tookMs = async (address: string) => {
      const at = performance.now();
      await portal.knock(slug, { action: "ask", address });
      return performance.now() - at;
    };
    const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] };
    for (const [at, address] of known.entries()) {
      times.known.push(await tookMs(address));
      times.unknown.push(await tookMs(unknown[at] ?? ""));
    }
    const median = (some: number[]) => some.toSorted((one, other) => one - other)[some.length >> 1] ?? 0;
    const [one, other] = [median(times.known), median(times.unknown)];
    // The mail is written after the answer, and written out for either; a busy machine adds to both.
    expect(Math.abs(one - other)).toBeLessThan(Math.max(15, 0.5 * Math.max(one, other)));
  });

  it.each([
    ["no JSON", "{", 400],
    ["no address", { action: "ask", address: "no address" }, 400],
    ["a long address", { action: "ask", address: "a".repeat(5_000) }, 400],
    ["an object for a code", { action: "enter", address: "a@mail.example", code: { $ne: 1 } }, 400],
    ["a path for a link", { action: "use_link", link: "../../x" }, 200],
    ["SQL for an id", { action: "choose", customerId: "1 or 1=1" }, 400],
    ["20 kB", { action: "ask", address: "x".repeat(20_000) }, 400],
    ["an unknown deed", { action: "open_sesame" }, 400],
  ])("P6 answers garbage with words: %s", async (_, body, status) => {
    const answer = await portal.knock(slug, body);
    expect(answer.status).toBe(status);
    expect(await answer.text()).not.toMatch(/select |node_modules|stack/i);
  });

  it("P6 there is nothing under an address that no organisation has", async () => {
    for (const name of ["nobody", "..", "%00", "a".repeat(100)])
      expect(
        (await portal.knock(encodeURIComponent(name), { action: "ask", address: person.email })).status,
      ).toBe(404);
  });
});

describe("P6 what a sign-in mail leaves behind", () => {
  it("P6 the code is neither in the database's rows of it nor, once it is sent, in the mail that is kept", async () => {
    const { mail } = await portal.ask(slug, person.email);
    const rows = await world.owner.query(
      "select to_jsonb(code)::text as row from portal_code code where email_key = $1",
      [person.email],
    );
    expect(rows.rows[0].row).not.toContain(mail.digits);
    expect(rows.rows[0].row).not.toContain(mail.link);
    await world.owner.query("update delivery set sent_at = now() where address = $1", [person.email]);
    expect((await portal.mailsTo(person.email))[0]).toMatchObject({ text: "", digits: "" });
  });
});
