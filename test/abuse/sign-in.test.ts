import { inOrganisation } from "@packpost/db/orm";
import { createStaff, hashStaffPassword } from "@packpost/db/seed/create-staff";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let hash = "";
const password = "a right password for once";
const proxy = "10.9.9.9";

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
  await inOrganisation(world.orm, organisationId, (em) =>
    createStaff(em, organisationId, [{ id, name: "Tess Tester", email, role: "senior" }], hash),
  );
  return email;
}

interface Try {
  readonly cookie?: string;
  /** The client's address as our proxy writes it. */
  readonly from?: string;
}

async function signIn(email: string, typed: string, { cookie, from }: Try = {}) {
  const { POST } = await import("../../apps/web/src/app/api/auth/[...all]/route.ts");
  const headers = new Headers({ "content-type": "application/json", origin: appUrl });
  if (cookie !== undefined) headers.set("cookie", cookie);
  if (from !== undefined) headers.set("x-forwarded-for", `${from}, ${proxy}`);
  const body = JSON.stringify({ email, password: typed });
  return POST(new Request(`${appUrl}/api/auth/sign-in/email`, { method: "POST", headers, body }), {});
}

const cookiesOf = (answer: Response) =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(";")[0])
    .join("; ");

async function statuses(count: number, attempt: (at: number) => Promise<Response>): Promise<number[]> {
  const found: number[] = [];
  for (let at = 0; at < count; at += 1) found.push((await attempt(at)).status);
  return found;
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

  it("O1 many at once are hashed two at a time, and all are answered", async () => {
    const emails = await Promise.all(Array.from({ length: 12 }, () => addPerson()));
    const { Slots } = await import("@packpost/db/slots");
    const turns = Slots.ofProcess("password-hash", { most: 2, mostOfOne: 2, waitMs: 8_000 });
    const answers = Promise.all(emails.map((email) => signIn(email, password)));
    await expect.poll(() => turns.isFree("anybody"), { interval: 1 }).toBe(false);
    expect((await answers).map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(turns.isFree("anybody")).toBe(true);
  });
});

describe("O1 what else lies under /api/auth", () => {
  it("O1 is not there, and leaves no row behind", async () => {
    const handlers = await import("../../apps/web/src/app/api/auth/[...all]/route.ts");
    const count = async () => {
      const { rows } = await world.owner.query(
        `select (select count(*) from auth_rate_limit) + (select count(*) from auth_verification) + (select count(*) from rate_limit)
           + (select count(*) from auth_user) + (select count(*) from auth_session) as n`,
      );
      return Number(rows[0].n);
    };
    const before = await count();
    for (const path of [
      "anything",
      "sign-up/email",
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
