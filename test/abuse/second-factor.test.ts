import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { z } from "zod";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { SoftAuthenticator, totpCode } from "../support/soft-authenticator.ts";
import {
  addApp,
  addPasskey,
  call,
  codeOf,
  dataOf,
  firstStep,
  knock,
  newPerson,
  passkeyOptions,
  password,
  query,
  whoIs,
} from "./factor-doors.ts";
import { change, cookiesOf } from "./sign-in-doors.ts";

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

describe("O1 the second step by a code", () => {
  it("O1 the password alone opens nothing any more; the app's code does, once", async () => {
    const person = await senior();
    const { secret, recoveryCodes } = await addApp(person.headers);
    expect(new Set(recoveryCodes).size).toBe(10);
    const first = await knock("email", { email: person.email, password });
    expect([first.status, await whoIs(first)]).toEqual([200, ""]);
    expect(cookiesOf(first)).not.toContain("session_token=ey");
    const cookie = cookiesOf(first);
    const code = totpCode(secret);
    const second = await knock("code", { code }, cookie);
    expect([second.status, await whoIs(second)]).toEqual([200, person.email]);
    // The same code, to a step of its own: somebody looked over the shoulder.
    const replay = await knock("code", { code }, await firstStep(person.email));
    expect(replay.status).toBe(401);
    // Nor does the step that was taken open twice.
    expect((await knock("code", { code: totpCode(secret, 1) }, cookie)).status).toBe(401);
  });

  it("O1 of two who bring the same code at once one is let in", async () => {
    const person = await senior();
    const { secret } = await addApp(person.headers);
    const steps = [await firstStep(person.email), await firstStep(person.email)];
    const answers = await Promise.all(
      steps.map((cookie) => knock("code", { code: totpCode(secret) }, cookie)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 401]);
  });

  it("O1 another account's code, a code without a first step, and a code of a removed app open nothing", async () => {
    const [mine, other] = [await senior(), await senior()];
    const app = await addApp(mine.headers);
    const theirs = await addApp(other.headers);
    const cookie = await firstStep(mine.email);
    expect((await knock("code", { code: totpCode(theirs.secret) }, cookie)).status).toBe(401);
    expect((await knock("code", { code: theirs.recoveryCodes[0] }, cookie)).status).toBe(401);
    expect((await knock("code", { code: totpCode(app.secret) })).status).toBe(401);
    await addPasskey(mine.headers);
    await dataOf(
      await call(mine.headers, "account.factors.remove", { factor: "authenticator" }),
      z.unknown(),
    );
    expect((await knock("code", { code: totpCode(app.secret) }, await firstStep(mine.email))).status).toBe(
      401,
    );
  });

  it("O1 a recovery code opens once, however it is typed; new ones end the old", async () => {
    const person = await senior();
    const { recoveryCodes } = await addApp(person.headers);
    const [one = "", two = ""] = recoveryCodes;
    const typed = ` ${one.toUpperCase().replaceAll("-", " ")} `;
    const answer = await knock("code", { code: typed }, await firstStep(person.email));
    expect(await whoIs(answer)).toBe(person.email);
    expect((await knock("code", { code: one }, await firstStep(person.email))).status).toBe(401);
    const listed = await dataOf(
      await query(person.headers, "account.factors.list"),
      z.object({ recoveryCodesLeft: z.number() }),
    );
    expect(listed.recoveryCodesLeft).toBe(9);
    await call(person.headers, "account.factors.renewRecoveryCodes");
    expect((await knock("code", { code: two }, await firstStep(person.email))).status).toBe(401);
    const { rows } = await world.owner.query("select code_hash from recovery_code where user_id = $1", [
      person.userId,
    ]);
    expect(JSON.stringify(rows)).not.toContain(one.replaceAll("-", ""));
  });

  it("O1 ten wrong codes stop the asking, but not for the browser that the account knows, nor passkeys", async () => {
    const person = await senior();
    const { secret } = await addApp(person.headers);
    const { key } = await addPasskey(person.headers);
    const stranger = await firstStep(person.email);
    const tries: number[] = [];
    for (let at = 0; at < 11; at += 1) tries.push((await knock("code", { code: "000000" }, stranger)).status);
    expect(tries).toEqual([...Array(10).fill(401), 429]);
    // The right one is not looked at either; nothing of it is used up.
    expect((await knock("code", { code: totpCode(secret) }, stranger)).status).toBe(429);
    const device = person.headers.get("cookie")?.match(/packpost\.device=[^;]+/)?.[0] ?? "";
    const known = await knock("email", { email: person.email, password }, device);
    const cookie = `${device}; ${cookiesOf(known)}`;
    expect(await whoIs(await knock("code", { code: totpCode(secret) }, cookie))).toBe(person.email);
    const signed = key.get(await passkeyOptions());
    expect(await whoIs(await knock("passkey", { answer: signed }))).toBe(person.email);
  });

  it("O1 a password that changes between the steps ends the sign-in", async () => {
    const person = await senior();
    const { secret } = await addApp(person.headers);
    const cookie = await firstStep(person.email);
    expect((await change(person.headers, password, "four brown dogs ran")).status).toBe(200);
    const late = await knock("code", { code: totpCode(secret) }, cookie);
    expect([late.status, await whoIs(late)]).toEqual([401, ""]);
  });

  it("O1 the secret of an app is not readable in the database, and shown once", async () => {
    const person = await senior();
    const { secret } = await addApp(person.headers);
    const { rows } = await world.owner.query("select * from authenticator where user_id = $1", [
      person.userId,
    ]);
    expect(JSON.stringify(rows)).not.toContain(secret);
    expect(await codeOf(await call(person.headers, "account.factors.beginAuthenticator"))).toBe("conflict");
  });
});

describe("O1 T66 passkeys", () => {
  it("O1 T66 one signs in alone, once an answer; removed it opens nothing, and the password always stays", async () => {
    const person = await senior();
    const { key, passkeyId, name, recoveryCodes } = await addPasskey(person.headers);
    expect([name, recoveryCodes?.length]).toEqual(["Passkey", 10]);
    const answer = key.get(await passkeyOptions());
    const opened = await knock("passkey", { answer });
    expect(await whoIs(opened)).toBe(person.email);
    expect((await knock("passkey", { answer })).status).toBe(401);
    await dataOf(
      await call(person.headers, "account.factors.remove", { factor: "passkey", passkeyId }),
      z.object({ outcome: z.literal("removed"), wasLast: z.literal(true) }),
    );
    expect((await knock("passkey", { answer: key.get(await passkeyOptions()) })).status).toBe(401);
    expect(await whoIs(await knock("email", { email: person.email, password }))).toBe(person.email);
  });

  it("O1 what was signed on another site, for another occasion, or by a key of nobody's is refused", async () => {
    const person = await senior();
    const foreign = new SoftAuthenticator("https://packp0st.example");
    const begun = await call(person.headers, "account.factors.beginPasskey");
    const options = await dataOf(
      begun,
      z.object({ challenge: z.string(), rp: z.object({ id: z.string() }) }),
    );
    const added = await call(person.headers, "account.factors.addPasskey", {
      answer: foreign.create(options),
    });
    expect(await dataOf(added, z.object({ outcome: z.string() }))).toEqual({ outcome: "refused" });
    const { key } = await addPasskey(person.headers);
    const proof = await call(person.headers, "account.prove.beginPasskey");
    const asked = await dataOf(proof, z.object({ challenge: z.string(), rpId: z.string() }));
    expect((await knock("passkey", { answer: key.get(asked) })).status).toBe(401);
    const nobody = new SoftAuthenticator(appUrl).get(await passkeyOptions());
    expect((await knock("passkey", { answer: nobody })).status).toBe(401);
  });

  it("O1 one person cannot use, rename or remove another's", async () => {
    const [mine, other] = [await senior(), await senior()];
    const { key, passkeyId } = await addPasskey(other.headers);
    await addPasskey(mine.headers);
    const rename = { passkeyId, name: "Mine now" };
    expect(await codeOf(await call(mine.headers, "account.factors.renamePasskey", rename))).toBe("not_found");
    const remove = { factor: "passkey", passkeyId };
    expect(await codeOf(await call(mine.headers, "account.factors.remove", remove))).toBe("not_found");
    const begun = await call(mine.headers, "account.prove.beginPasskey");
    const asked = await dataOf(begun, z.object({ challenge: z.string(), rpId: z.string() }));
    expect(
      await proved(await call(mine.headers, "account.prove.byPasskey", { answer: key.get(asked) })),
    ).toBe("wrong");
  });
});

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
