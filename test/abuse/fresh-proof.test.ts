import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { totpCode } from "../support/soft-authenticator.ts";
import { addApp, call, codeOf, dataOf, knock, newPerson, password, query, whoIs } from "./factor-doors.ts";

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

const senior = () => newPerson(world, organisation, "senior");
const proved = (answer: Response) => dataOf(answer, z.string());

/** As if it had signed in so long ago. */
const age = ({ sessionId }: { sessionId: string }, minutes = 16) =>
  world.owner.query(
    `update auth_session set "provenAt" = "provenAt" - make_interval(mins => $2), "factorProvenAt" = "factorProvenAt" - make_interval(mins => $2) where id = $1`,
    [sessionId, minutes],
  );

describe("O1 a fresh proof", () => {
  it("O1 is asked for a key 15 minutes after the sign-in; the password gives it", async () => {
    const admin = await newPerson(world, organisation, "admin");
    const key = { name: "Work orders", scopes: ["mail:send"] };
    await age(admin, 14);
    expect((await call(admin.headers, "apiKey.create", key)).status).toBe(200);
    await age(admin, 2);
    expect(await codeOf(await call(admin.headers, "apiKey.create", key))).toBe("step_up_required");
    expect(await proved(await call(admin.headers, "account.prove.byPassword", { password: "not it" }))).toBe(
      "wrong",
    );
    expect(await codeOf(await call(admin.headers, "apiKey.create", key))).toBe("step_up_required");
    expect(await proved(await call(admin.headers, "account.prove.byPassword", { password }))).toBe("proved");
    expect((await call(admin.headers, "apiKey.create", key)).status).toBe(200);
  });

  it("O1 is asked for files of people, before they are downloaded", async () => {
    const route = await import("../../apps/web/src/app/api/export/customers/route.ts");
    const admin = await newPerson(world, organisation, "admin");
    const { app } = { app: await addApp(admin.headers) };
    const url = `${appUrl}/api/export/customers`;
    const ask = async () => {
      const request = new Request(url, { method: "HEAD", headers: admin.headers });
      return (await route.HEAD(request, undefined)).status;
    };
    const fetchIt = async () =>
      (await route.GET(new Request(url, { headers: admin.headers }), undefined)).status;
    await age(admin);
    expect([await ask(), await fetchIt()]).toEqual([403, 403]);
    expect(
      await proved(await call(admin.headers, "account.prove.byCode", { code: totpCode(app.secret) })),
    ).toBe("proved");
    expect([await ask(), await fetchIt()]).toEqual([200, 200]);
  });

  it("O1 T66 the password alone removes no factor and makes no new codes; a factor does", async () => {
    const person = await senior();
    const { secret } = await addApp(person.headers);
    await age(person);
    expect(await proved(await call(person.headers, "account.prove.byPassword", { password }))).toBe("proved");
    const remove = { factor: "authenticator" };
    for (const [path, input] of [
      ["account.factors.remove", remove],
      ["account.factors.renewRecoveryCodes", undefined],
      ["account.factors.beginPasskey", undefined],
    ] as const)
      expect(await codeOf(await call(person.headers, path, input)), path).toBe("step_up_required");
    await call(person.headers, "account.prove.byCode", { code: totpCode(secret) });
    expect((await call(person.headers, "account.factors.remove", remove)).status).toBe(200);
  });

  it("O1 ten wrong codes in a session stop the asking there", async () => {
    const person = await senior();
    await addApp(person.headers);
    for (let at = 0; at < 10; at += 1)
      expect(await proved(await call(person.headers, "account.prove.byCode", { code: "000000" }))).toBe(
        "wrong",
      );
    expect(await codeOf(await call(person.headers, "account.prove.byCode", { code: "000000" }))).toBe(
      "rate_limited",
    );
  });

  it("O1 is asked for sends above 500 people", async () => {
    const large = await world.organisation(501);
    const sends = async (proof: "none" | "password") => {
      const caller = await web.as(large, "admin", proof);
      const campaignId = await world.draft(large);
      return caller.campaign.sending.send({ campaignId, version: 2, confirmedCount: 501 });
    };
    await expect(sends("none")).rejects.toMatchObject({ cause: { code: "step_up_required" } });
    expect(await sends("password")).toMatchObject({ outcome: "scheduled" });
    const small = await web.as(organisation, "admin", "none");
    const campaignId = await world.draft(organisation);
    const sent = await small.campaign.sending.send({ campaignId, version: 2, confirmedCount: 1 });
    expect(sent).toMatchObject({ outcome: "scheduled" });
  });
});

describe("O1 T66 a colleague who has lost phone and codes", () => {
  it("O1 T66 gets in by the password again once an admin has reset their factors; others cannot be reached so", async () => {
    const team = await world.organisation(1);
    const [admin, lost] = [await newPerson(world, team, "admin"), await newPerson(world, team, "senior")];
    const owner = await newPerson(world, team, "owner");
    await addApp(lost.headers);
    const idOf = async ({ userId }: { userId: string }) => {
      const { rows } = await world.owner.query("select id from staff_member where user_id = $1", [userId]);
      return { staffMemberId: String(rows[0].id) };
    };
    const reset = async (by: Headers, whom: { userId: string }) =>
      call(by, "account.factors.resetOf", await idOf(whom));
    expect(await codeOf(await reset(lost.headers, admin))).toBe("forbidden");
    expect(await codeOf(await reset(admin.headers, owner))).toBe("forbidden");
    expect(await codeOf(await reset(admin.headers, admin))).toBe("conflict");
    expect(await codeOf(await reset(admin.headers, await newPerson(world, team, "admin")))).toBe("forbidden");
    const stranger = await newPerson(world, organisation, "owner");
    expect(await codeOf(await reset(stranger.headers, lost))).toBe("not_found");
    expect((await query(lost.headers, "account.me")).status).toBe(200);
    expect((await reset(admin.headers, lost)).status).toBe(200);
    expect((await query(lost.headers, "account.me")).status).toBe(401);
    expect(await whoIs(await knock("email", { email: lost.email, password }))).toBe(lost.email);
  });
});

describe("O1 what is open elsewhere", () => {
  it("O1 sessions are listed and ended, one's own alone, never the one that asks", async () => {
    const mine = await senior();
    const again = await knock("email", { email: mine.email, password });
    const other = await newPerson(world, await world.organisation(1), "owner");
    const list = async () =>
      dataOf(
        await query(mine.headers, "account.sessions"),
        z.array(z.object({ id: z.string(), current: z.boolean(), network: z.string().nullable() })),
      );
    const sessions = await list();
    expect(sessions.map(({ current }) => current)).toEqual([true, false]);
    const end = async (sessionId: string | null) =>
      dataOf(await call(mine.headers, "account.endSessions", { sessionId }), z.object({ ended: z.number() }));
    expect(await end(other.sessionId)).toEqual({ ended: 0 });
    expect(await end(mine.sessionId)).toEqual({ ended: 0 });
    expect((await query(other.headers, "account.me")).status).toBe(200);
    expect(await end(sessions[1]?.id ?? "")).toEqual({ ended: 1 });
    expect(await whoIs(again)).toBe("");
    await knock("email", { email: mine.email, password });
    expect(await end(null)).toEqual({ ended: 1 });
    expect(await list()).toHaveLength(1);
  });
});

describe("O1 an organisation that asks owners and admins for a second factor", () => {
  it("O1 leads who has none to adding one at the next sign-in, and nowhere else until then", async () => {
    const asking = await world.organisation(1);
    const admin = await newPerson(world, asking, "admin");
    const owner = await newPerson(world, asking, "owner");
    const rule = { required: true };
    expect(await codeOf(await call(admin.headers, "settings.requireSecondFactor", rule))).toBe("forbidden");
    expect((await call(owner.headers, "settings.requireSecondFactor", rule)).status).toBe(200);
    // Who was signed in goes on, until they sign in again, or for two weeks.
    expect((await query(admin.headers, "campaign.list", {})).status).toBe(200);
    const again = await newPerson(world, asking, "admin");
    expect(await codeOf(await query(again.headers, "campaign.list", {}))).toBe("forbidden");
    expect((await query(again.headers, "account.factors.list")).status).toBe(200);
    const basic = await newPerson(world, asking, "senior");
    expect((await query(basic.headers, "campaign.list", {})).status).toBe(200);
    await addApp(again.headers);
    expect((await query(again.headers, "campaign.list", {})).status).toBe(200);
    const left = await call(again.headers, "account.factors.remove", { factor: "authenticator" });
    expect(await dataOf(left, z.object({ outcome: z.string() }))).toEqual({ outcome: "only_one" });
    await world.owner.query(
      "update organisation set second_factor_required_since = now() - interval '15 days' where id = $1",
      [asking.ctx.organisationId],
    );
    expect(await codeOf(await query(admin.headers, "campaign.list", {}))).toBe("forbidden");
    expect(
      await codeOf(await call(admin.headers, "apiKey.create", { name: "x", scopes: ["mail:send"] })),
    ).toBe("forbidden");
  });
});
