import { LONGEST_PASSWORD } from "@packpost/core/staff/password-length";
import { inOrganisation } from "@packpost/db/orm";
import { createStaff, hashStaffPassword } from "@packpost/db/seed/create-staff";
import { NoSlotError, Slots } from "@packpost/db/slots";
import { afterAll, beforeAll, describe, expect, inject, it, vi } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn as signInNew } from "../support/sign-in.ts";
import { change, cookiesOf, post, proxy, signIn, statuses } from "./sign-in-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let hash = "";
const password = "a right password for once";

beforeAll(async () => {
  process.env.TRUSTED_PROXIES = proxy;
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(1);
  hash = await hashStaffPassword(password);
});
afterAll(async () => {
  delete process.env.TRUSTED_PROXIES;
  await web.close();
  await world.close();
});

/** A staff member of a test. @returns the address */
async function addPerson(): Promise<string> {
  const id = crypto.randomUUID();
  const email = `${id}@staff.example`;
  const { organisationId } = organisation.ctx;
  await inOrganisation(world.orm, organisationId, async (em) =>
    createStaff(em, organisationId, [{ id, name: "Tess Tester", email, role: "senior" }], hash),
  );
  return email;
}

async function bucketPoints(): Promise<[string, number][]> {
  const { rows } = await world.owner.query(
    "select key, points from rate_limit where key not like 'sign-in-change%' order by key",
  );
  return rows.map(({ key, points }) => [key, points]);
}

async function hashTurns(): Promise<Slots> {
  const { hashingTurns } = await import("../../apps/web/src/server/auth/hash-in-turns.ts");
  return Slots.ofProcess("password-hash", hashingTurns);
}

/** @returns how many turns of hashing were taken since, ending the watch */
async function watchTurns(): Promise<() => number> {
  const take = vi.spyOn(await hashTurns(), "take");
  return () => {
    const { length } = take.mock.calls;
    take.mockRestore();
    return length;
  };
}

describe("O1 tries to sign in", () => {
  it("O1 ten wrong ones from outside lock strangers out, and never a browser that the account knows", async () => {
    const email = await addPerson();
    const known = cookiesOf(await signIn(email, password));
    expect(known).toContain("packpost.device=");
    expect(await statuses(12, () => signIn(email, "wrong"))).toEqual([...Array(10).fill(401), 429, 429]);
    const refused = await signIn(email, password);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ message: expect.stringMatching(/^Too many tries/) });
    expect((await signIn(email, password, { cookie: known })).status).toBe(200);
    // Its own tries are limited too.
    expect(await statuses(11, () => signIn(email, "wrong", { cookie: known }))).toContain(429);
  });

  it("O1 a cookie that somebody wrote, or that knows another account, is no known device", async () => {
    const [mine, victim] = [await addPerson(), await addPerson()];
    const foreign = cookiesOf(await signIn(mine, password));
    const forged = `packpost.device=${"a".repeat(32)}.${"b".repeat(24)}.${"c".repeat(43)}=`;
    for (const cookie of [foreign, forged]) await statuses(5, () => signIn(victim, "wrong", { cookie }));
    expect((await signIn(victim, password, { cookie: foreign })).status).toBe(429);
  });

  it("O1 thirty colleagues of one office sign in, some of them at the third try", async () => {
    const people = await Promise.all(Array.from({ length: 30 }, () => addPerson()));
    for (const [at, email] of people.entries()) {
      const wrong = at % 3 === 0 ? 2 : 0;
      await statuses(wrong, () => signIn(email, "wrong", { from: "203.0.113.7" }));
      expect((await signIn(email, password, { from: "203.0.113.7" })).status).toBe(200);
    }
  });

  it("O1 a stranger who tries many accounts is stopped by where he comes from, and nobody else is", async () => {
    const flood = await statuses(65, (at) =>
      signIn(`nobody${at}@staff.example`, "wrong", { from: "198.51.100.9" }),
    );
    expect(flood.filter((status) => status === 401)).toHaveLength(60);
    expect(flood.slice(60)).toEqual(Array(5).fill(429));
    const email = await addPerson();
    expect((await signIn(email, password, { from: "198.51.100.9" })).status).toBe(429);
    expect((await signIn(email, password, { from: "198.51.100.10" })).status).toBe(200);
    expect((await signIn(email, password)).status).toBe(200);
  });

  it("O1 what a client writes into X-Forwarded-For itself changes nothing", async () => {
    const flood = await statuses(63, (at) =>
      signIn(`forger${at}@staff.example`, "wrong", { from: `1.2.3.${at}, 198.51.100.77` }),
    );
    expect(flood.slice(60)).toEqual([429, 429, 429]);
  });

  it("O1 an account that is not there answers in the same words", async () => {
    const there = await signIn(await addPerson(), "wrong");
    const nowhere = await signIn("not.there@staff.example", "wrong");
    expect([there.status, await there.json()]).toEqual([nowhere.status, await nowhere.json()]);
  });

  it("O1 strangers at many addresses do not lock each other out of one account", async () => {
    const email = await addPerson();
    expect(await statuses(11, () => signIn(email, "wrong", { from: "198.51.100.20" }))).toContain(429);
    expect((await signIn(email, password, { from: "198.51.100.21" })).status).toBe(200);
  });

  it("O1 a network that is stopped uses up no tries of an account", async () => {
    const from = "198.51.100.30";
    await statuses(60, (at) => signIn(`other${at}@staff.example`, "wrong", { from }));
    const before = await bucketPoints();
    expect(await statuses(3, () => signIn("untried@staff.example", "wrong", { from }))).toEqual([
      429, 429, 429,
    ]);
    expect(await bucketPoints()).toEqual(before);
  });

  it.each([
    ["an address of more than 320 characters", { email: `${"a".repeat(330)}@x.example`, password: "wrong" }],
    ["no password", { email: "a@x.example" }],
    ["a password longer than any", { email: "a@x.example", password: "x".repeat(LONGEST_PASSWORD + 1) }],
    ["an address that is a list", { email: ["a@x.example"], password: "wrong" }],
    ["a list", [{ email: "a@x.example", password: "wrong" }]],
  ])("O1 %s is refused before anything is hashed or counted", async (_, body) => {
    const before = await bucketPoints();
    const taken = await watchTurns();
    expect((await post(JSON.stringify(body))).status).toBe(400);
    expect(taken()).toBe(0);
    expect(await bucketPoints()).toEqual(before);
  });

  it("O1 an account that is not there costs the same hashing as one that is", async () => {
    const email = await addPerson();
    for (const typed of [email, "nobody.there@staff.example"]) {
      const taken = await watchTurns();
      expect((await signIn(typed, "wrong")).status).toBe(401);
      expect(taken()).toBe(1);
    }
  });

  it("O1 a flood of unknown accounts waits in bounds, and neither a known browser nor a change of password waits for it", async () => {
    const email = await addPerson();
    const cookie = cookiesOf(await signIn(email, password));
    const headers = await signInNew(world, organisation, "senior");
    const turns = await hashTurns();
    // Every turn that strangers can have is taken for as long as the test says.
    const give = await turns.take("strangers");
    const flood = Promise.all(Array.from({ length: 70 }, (_, at) => signIn(`flood${at}@x.example`, "wrong")));
    const before = await signIn("late@x.example", "wrong").then(async (answer) => {
      while (answer.status !== 503) answer = await signIn("late@x.example", "wrong");
      return answer;
    });
    expect(Number(before.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(await before.json()).toMatchObject({ message: expect.stringMatching(/^Very many/) });
    expect((await signIn(email, password, { cookie })).status).toBe(200);
    expect((await change(headers, "a password of the tests", "four brown dogs ran")).status).toBe(200);
    give();
    const answers = await flood;
    const refused = answers.filter(({ status }) => status === 503);
    expect(refused.length).toBeGreaterThan(0);
    for (const answer of refused) expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
  });
});

describe("O1 a turn that did not come", () => {
  it("O1 is no wrong password, at the sign-in and at the change of a password, and says when to come back", async () => {
    const email = await addPerson();
    const cookie = cookiesOf(await signIn(email, password));
    const headers = await signInNew(world, organisation, "senior");
    const turns = await hashTurns();
    const take = vi.spyOn(turns, "take").mockRejectedValue(new NoSlotError(8));
    const before = await bucketPoints();
    for (const answer of [
      ...(await Promise.all(Array.from({ length: 3 }, () => signIn(email, password, { cookie })))),
      await signIn(email, password),
    ]) {
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "8"]);
    }
    const refused = await change(headers, "a password of the tests", "four brown dogs ran");
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([503, "8"]);
    expect(await refused.text()).toContain('"retryAfterSeconds":8');
    take.mockRestore();
    expect((await bucketPoints()).filter(([, points]) => points > 0)).toEqual(
      before.filter(([, points]) => points > 0),
    );
    expect(await statuses(9, () => signIn(email, "wrong", { cookie }))).toEqual(Array(9).fill(401));
    expect((await signIn(email, password, { cookie })).status).toBe(200);
  });
});

describe("O1 what else lies under /api/auth", () => {
  it("O1 is not there, and leaves no row behind", async () => {
    const handlers = await import("../../apps/web/src/app/api/auth/[...all]/route.ts");
    const count = async () => {
      const { rows } = await world.owner.query(
        `select (select count(*) from auth_verification) + (select count(*) from rate_limit)
           + (select count(*) from auth_user) + (select count(*) from auth_session) as n`,
      );
      return Number(rows[0].n);
    };
    const before = await count();
    for (const path of [
      "anything",
      "sign-up/email",
      "sign-out",
      "get-session",
      "list-sessions",
      "request-password-reset",
      "verify-email",
      "change-password",
      "update-user",
      "ok",
      "error",
    ])
      for (const method of ["GET", "POST", "PUT", "PATCH", "DELETE"] as const) {
        const body =
          method === "GET"
            ? null
            : JSON.stringify({ email: "x@staff.example", password: "long enough to be one", name: "x" });
        const request = new Request(`${appUrl}/api/auth/${path}?token=x`, {
          method,
          headers: { "content-type": "application/json", origin: appUrl },
          body,
        });
        expect(`${method} ${path} ${(await handlers[method](request, {})).status}`).toBe(
          `${method} ${path} 404`,
        );
      }
    expect(await count()).toBe(before);
  });
});
