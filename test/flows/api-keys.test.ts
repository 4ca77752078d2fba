import { createKey } from "@packpost/core/api-key/create-key";
import { apiScopes } from "@packpost/core/api-key/schemas";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { apiCaller, newKey } from "../support/call-api.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let mine: TestOrganisation;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  mine = await world.organisation(3);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

describe("P10 keys of other systems", () => {
  it("P10 a key is shown once, kept as a hash, and opens its own organisation", async () => {
    const { key, keyId, caller, call } = await newKey(web, mine, ["mail:send", "outcomes:read"]);
    const answer = await call("GET", "/key");
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id: keyId, scopes: ["mail:send", "outcomes:read"] });
    const { rows } = await world.owner.query(
      "select (select string_agg(secret::text, ' ') from api_key_secret secret) || (select string_agg(audit::text, ' ') from audit) as kept",
    );
    expect(rows[0].kept).not.toContain(key.slice(-43));
    const shown = (await caller.apiKey.list()).keys.find(({ id }) => id === keyId);
    expect(JSON.stringify(shown)).not.toContain(key.slice(-43));
    expect(shown).toMatchObject({ createdBy: expect.any(String), revokedAt: null });
    expect(shown?.secrets).toEqual([
      expect.objectContaining({
        prefix: `${key.slice(0, 15)}…`,
        expiresAt: null,
        lastUsedAt: expect.any(Date),
      }),
    ]);
  });

  it("P10 when it was used is written once a minute", async () => {
    const { keyId, call } = await newKey(web, mine, ["webhooks"]);
    const usedAt = async () =>
      (
        await world.owner.query(
          "select last_used_at::text as at, xmin::text from api_key_secret where key_id = $1",
          [keyId],
        )
      ).rows[0];
    await call("GET", "/key");
    const first = await usedAt();
    await call("GET", "/key");
    expect(await usedAt()).toEqual(first);
    await world.owner.query(
      "update api_key_secret set last_used_at = now() - interval '61 seconds' where key_id = $1",
      [keyId],
    );
    const before = await usedAt();
    await call("GET", "/key");
    expect((await usedAt()).at > before.at).toBe(true);
  });

  it("P10 rotated, the old key works for the chosen time and no longer; rotated again, the oldest ends", async () => {
    const first = await newKey(web, mine, ["mail:send"]);
    const { key: second } = await first.caller.apiKey.rotate({ keyId: first.keyId, overlapHours: 24 });
    const works = async (key: string) => (await apiCaller(web, key)("GET", "/key")).status;
    expect([await works(first.key), await works(second)]).toEqual([200, 200]);
    const [, older] =
      (await first.caller.apiKey.list()).keys.find(({ id }) => id === first.keyId)?.secrets ?? [];
    expect((older?.expiresAt?.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const { key: third } = await first.caller.apiKey.rotate({ keyId: first.keyId, overlapHours: 24 });
    expect([await works(first.key), await works(second), await works(third)]).toEqual([401, 200, 200]);
    await world.owner.query(
      "update api_key_secret set expires_at = now() where key_id = $1 and expires_at is not null",
      [first.keyId],
    );
    expect([await works(second), await works(third)]).toEqual([401, 200]);
    const { key: fourth } = await first.caller.apiKey.rotate({ keyId: first.keyId, overlapHours: 0 });
    expect([await works(third), await works(fourth)]).toEqual([401, 200]);
  });

  it("P10 revoked, it opens nothing from that moment on, and cannot be rotated back", async () => {
    const { key, keyId, caller, call } = await newKey(web, mine, ["mail:send"]);
    expect((await call("GET", "/key")).status).toBe(200);
    await caller.apiKey.revoke({ keyId });
    expect((await call("GET", "/key")).status).toBe(401);
    await expect(caller.apiKey.rotate({ keyId, overlapHours: 24 })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    await expect(caller.apiKey.revoke({ keyId })).rejects.toMatchObject({ code: "CONFLICT" });
    expect((await caller.apiKey.list()).keys.at(-1)).toMatchObject({
      id: keyId,
      secrets: [expect.anything()],
    });
    expect(key).toMatch(/^ppk_/);
  });

  it("P10 a key that was changed by a letter, or of an organisation that it does not name, opens nothing", async () => {
    const { key } = await newKey(web, mine, [...apiScopes]);
    const other = await newKey(web, await world.organisation(1), [...apiScopes]);
    const organisationOf = (text: string) => text.slice(15, 37);
    const wrong = [
      `${key.slice(0, -1)}${key.endsWith("A") ? "B" : "A"}`,
      key.replace(organisationOf(key), organisationOf(other.key)),
      key.replace(organisationOf(key), "A".repeat(22)),
      `${key}x`,
      "ppk_",
      "",
    ];
    for (const text of wrong) {
      const answer = await apiCaller(web, text)("GET", "/key");
      expect([text, answer.status]).toEqual([text, 401]);
      expect(answer.body).toMatchObject({ code: "unauthenticated", status: 401 });
    }
    expect((await apiCaller(web, key)("GET", "/key")).status).toBe(200);
  });

  it("P10 keys are of one organisation: another's owner neither sees nor ends them", async () => {
    const { keyId } = await newKey(web, mine, ["mail:send"]);
    const stranger = await web.as(await world.organisation(1));
    expect((await stranger.apiKey.list()).keys).toEqual([]);
    await expect(stranger.apiKey.revoke({ keyId })).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(stranger.apiKey.rotate({ keyId, overlapHours: 0 })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("P10 there are 50 at most that work, and a key makes no keys", async () => {
    const organisation = await world.organisation(1);
    const { ctx } = organisation;
    for (let n = 0; n < 50; n++) await createKey({ ctx, input: { name: `Key ${n}`, scopes: ["webhooks"] } });
    const caller = await web.as(organisation);
    await expect(caller.apiKey.create({ name: "One more", scopes: ["webhooks"] })).rejects.toMatchObject({
      code: "CONFLICT",
    });
    const [first] = (await caller.apiKey.list()).keys;
    await caller.apiKey.revoke({ keyId: first?.id ?? "" });
    expect(await caller.apiKey.create({ name: "One more", scopes: ["webhooks"] })).toMatchObject({
      key: expect.stringMatching(/^ppk_/),
    });
    await expect(caller.apiKey.create({ name: " ", scopes: ["webhooks"] })).rejects.toThrow();
    await expect(caller.apiKey.create({ name: "Nothing", scopes: [] })).rejects.toThrow();
  });
});
