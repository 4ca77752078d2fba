import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { signIn, statuses } from "../abuse/sign-in-doors.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { proxy } from "../support/portal-doors.ts";
import { openStaffDoors, outcomeOf, type StaffDoors } from "../support/staff-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let doors: StaffDoors;
let organisation: TestOrganisation;
const wanted = "seven blue tractors sang";

beforeAll(async () => {
  process.env.TRUSTED_PROXIES = proxy;
  await world.open();
  web = await openWeb(world);
  doors = await openStaffDoors(world, web);
  organisation = await world.organisation(1);
});
afterAll(async () => {
  delete process.env.TRUSTED_PROXIES;
  await web.close();
  await world.close();
});

const set = (link: string, password = wanted) => doors.atPassword({ action: "set", link, password });

describe("O1 a forgotten password", () => {
  it("O1 a link by mail sets a new one, once, and ends all sessions", async () => {
    const person = await doors.member(organisation, "senior");
    const link = await doors.forgot(person.email);
    expect(link).toMatch(/^[a-z2-7]{52}$/);
    const { rows } = await world.owner.query("select string_agg(r::text, ' ') as kept from password_reset r");
    expect(rows[0].kept).not.toContain(link.slice(26));
    expect(await doors.lookAtReset(link)).toMatchObject({
      state: "open",
      address: expect.stringMatching(/^.•••@/),
    });
    expect(await outcomeOf(await set(link))).toBe("set");
    await expect(person.caller().account.me()).rejects.toMatchObject({ code: "UNAUTHORIZED" });
    expect((await signIn(person.email, "a password of the tests")).status).toBe(401);
    expect((await signIn(person.email, wanted)).status).toBe(200);
    expect(await outcomeOf(await set(link, "another four words here"))).toBe("ended");
    expect(await doors.lookAtReset(link)).toEqual({ state: "used" });
    const audit = await world.owner.query(
      "select actor_id, detail from audit where action = 'staff.password_reset' and subject_id = $1",
      [person.staffMemberId],
    );
    expect(audit.rows).toEqual([{ actor_id: person.staffMemberId, detail: { endedSessions: 1 } }]);
    await world.owner.query("update delivery set sent_at = now() where address = $1", [person.email]);
    const mail = await world.owner.query("select html, text from delivery where address = $1", [
      person.email,
    ]);
    expect(mail.rows).toEqual([{ html: "", text: "" }]);
  });

  it("O1 of two links both work until one is used, and of two presses at once one holds", async () => {
    const { email } = await doors.member(organisation, "senior");
    const [first, second] = [await doors.forgot(email), await doors.forgot(email)];
    expect(first).not.toBe(second);
    expect(await doors.lookAtReset(first)).toMatchObject({ state: "open" });
    const outcomes = await Promise.all(
      [first, second, second].map(async (link) => outcomeOf(await set(link))),
    );
    expect(outcomes.toSorted()).toEqual(["ended", "ended", "set"]);
  });

  it("O1 after 30 minutes it has ended, and the page says so", async () => {
    const { email, staffMemberId } = await doors.member(organisation, "senior");
    const link = await doors.forgot(email);
    await world.owner.query(
      "update password_reset set expires_at = expires_at - interval '30 minutes' where staff_member_id = $1",
      [staffMemberId],
    );
    expect(await doors.lookAtReset(link)).toEqual({ state: "expired" });
    expect(await outcomeOf(await set(link))).toBe("ended");
  });

  it("O1 a weak one is refused in words, and the link goes on working", async () => {
    const { email } = await doors.member(organisation, "senior");
    const link = await doors.forgot(email);
    const weak = await set(link, "P@ssw0rd1234");
    expect([weak.status, await weak.text()]).toEqual([400, expect.stringContaining("three or four words")]);
    expect(await outcomeOf(await set(link))).toBe("set");
  });

  it("O1 nobody learns who has an account: one answer, and nothing is looked up before it", async () => {
    const { email } = await doors.member(organisation, "senior");
    const ask = (address: string) => doors.atPassword({ action: "ask", address });
    const [there, nowhere] = [await ask(email), await ask("nobody@nowhere.example")];
    const told = async (answer: Response) => [
      answer.status,
      await answer.json(),
      [...answer.headers.keys()].toSorted(),
    ];
    expect(await told(there)).toEqual(await told(nowhere));
    // Limits are the same for both as well.
    const often = (address: string) => statuses(3, () => ask(address));
    expect(await often(email)).toEqual([200, 200, 429]);
    expect(await often("nobody@nowhere.example")).toEqual([200, 200, 429]);
  });

  it("O1 who is refused has a link that works; others and an office behind one address are not kept out", async () => {
    const from = "203.0.113.7";
    const people = await Promise.all(Array.from({ length: 12 }, () => doors.member(organisation, "basic")));
    for (const { email } of people) expect(await doors.forgot(email, { from })).not.toBe("");
    const [person] = people;
    if (person === undefined) throw new Error("nobody");
    const flood = await statuses(5, () => doors.atPassword({ action: "ask", address: person.email }));
    expect(flood).toEqual([200, 200, 429, 429, 429]);
    const links = await doors.linksTo(person.email, "password_reset");
    expect(await doors.lookAtReset(links.at(-1) ?? "")).toMatchObject({ state: "open" });
    const stranger = { from: "198.51.100.40" };
    const many = await statuses(63, (at) =>
      doors.atPassword({ action: "ask", address: `nobody${at}@nowhere.example` }, stranger),
    );
    expect(many.slice(60)).toEqual([429, 429, 429]);
  });

  it("O1 whoever was locked out by wrong tries gets in with the new one", async () => {
    const { email } = await doors.member(organisation, "senior");
    await statuses(11, () => signIn(email, "wrong"));
    expect((await signIn(email, "a password of the tests")).status).toBe(429);
    expect(await outcomeOf(await set(await doors.forgot(email)))).toBe("set");
    expect((await signIn(email, wanted)).status).toBe(200);
  });

  it.each([
    ["no action", {}],
    ["no address", { action: "ask", address: "nobody" }],
    ["an address that is a list", { action: "ask", address: ["a@b.example"] }],
    ["a password longer than any", { action: "set", link: "a", password: "x".repeat(1_001) }],
    ["half an emoji", { action: "ask", address: "\ud83d@b.example" }],
    ["no JSON", "{"],
  ])("O1 %s is refused in words", async (_, body) => {
    const answer = await doors.atPassword(body);
    expect([answer.status, await answer.json()]).toMatchObject([
      400,
      { error: { message: expect.any(String) } },
    ]);
  });

  it("O1 another site can ask for nothing", async () => {
    const { email } = await doors.member(organisation, "senior");
    const answer = await doors.atPassword(
      { action: "ask", address: email },
      { origin: "https://evil.example" },
    );
    expect(answer.status).toBe(403);
  });
});
