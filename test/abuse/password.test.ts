import { LONGEST_PASSWORD } from "@packpost/core/staff/password-length";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn as signInNew } from "../support/sign-in.ts";
import { waitUntil } from "../support/wait-until.ts";
import { change, emailOf, signIn, statuses } from "./sign-in-doors.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(1);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

describe("O1 a new password", () => {
  it.each([129, LONGEST_PASSWORD])("O1 of %i characters opens the door", async (length) => {
    const headers = await signInNew(world, organisation, "senior");
    const long = "four brown dogs and a cat ".repeat(40).slice(0, length);
    expect(long).toHaveLength(length);
    expect((await change(headers, "a password of the tests", long)).status).toBe(200);
    const email = await emailOf(headers);
    expect((await signIn(email, long)).status).toBe(200);
    expect((await signIn(email, `${long.slice(0, -1)}?`)).status).toBe(401);
  });

  it("O1 of one character too many is refused where it is set", async () => {
    const headers = await signInNew(world, organisation, "senior");
    const long = "four brown dogs and a cat ".repeat(40).slice(0, LONGEST_PASSWORD + 1);
    const answer = await change(headers, "a password of the tests", long);
    expect([answer.status, await answer.text()]).toEqual([
      400,
      expect.stringContaining("at most 1,000 characters"),
    ]);
  });

  it("O1 that is refused as too easy, or is the present one, uses up no tries", async () => {
    const headers = await signInNew(world, organisation, "senior");
    for (let at = 0; at < 12; at += 1) {
      const weak = await change(headers, "a password of the tests", "P@ssw0rd1234");
      expect([weak.status, await weak.text()]).toEqual([400, expect.stringContaining("Take three or four")]);
    }
    const same = await change(headers, "a password of the tests", "a password of the tests");
    expect(same.status).toBe(400);
    expect((await change(headers, "a password of the tests", "four brown dogs ran")).status).toBe(200);
  });

  it("O1 of two changes at once only one holds", async () => {
    const headers = await signInNew(world, organisation, "senior");
    const wanted = ["four brown dogs ran", "seven blue tractors sang"];
    const answers = await Promise.all(wanted.map((next) => change(headers, "a password of the tests", next)));
    const held = answers.flatMap(({ status }, at) => (status === 200 ? [wanted[at] ?? ""] : []));
    expect(held).toHaveLength(1);
    expect((await signIn(await emailOf(headers), held[0] ?? "")).status).toBe(200);
  });

  it("O1 ends a session that was being opened with the old password while it changed", async () => {
    const headers = await signInNew(world, organisation, "senior");
    const email = await emailOf(headers);
    const sessions = async () => {
      const { rows } = await world.owner.query(
        `select count(*)::int as n from auth_session join auth_user on auth_user.id = "userId" where email = $1`,
        [email],
      );
      return rows[0].n;
    };
    const before = await sessions();
    const between = await world.owner.connect();
    try {
      // The session cannot be stored until the new password is.
      await between.query("begin; lock table auth_session in share row exclusive mode");
      const late = signIn(email, "a password of the tests");
      await waitUntil("the session waits to be stored", async () => {
        const { rows } = await world.owner.query(
          "select from pg_stat_activity where wait_event_type = 'Lock' and query ilike '%insert into \"auth_session\"%'",
        );
        return rows.length > 0;
      });
      await between.query(
        `update auth_account set password = 'another' where "userId" = (select id from auth_user where email = $1)`,
        [email],
      );
      await between.query("commit");
      expect((await late).status).toBe(401);
    } finally {
      between.release();
    }
    expect(await sessions()).toBe(before);
  });

  it("O1 ten wrong present ones stop the asking", async () => {
    const headers = await signInNew(world, organisation, "senior");
    const answers = await statuses(11, () => change(headers, "not it", "four brown dogs ran"));
    expect(answers).toEqual([...Array(10).fill(400), 429]);
  });
});
