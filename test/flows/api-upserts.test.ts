import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type CallApi, newKey } from "../support/call-api.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let mine: TestOrganisation;
let call: CallApi;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  mine = await world.organisation(2);
  ({ call } = await newKey(web, mine, ["customers:read", "customers:write", "mail:send"]));
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const put = (noun: string, externalId: string, body: object) =>
  call("PUT", `/${noun}/${encodeURIComponent(externalId)}`, body);

describe("P10 upserts by external id", () => {
  it("P10 T60 a customer is created, changed field by field, and left alone, whatever signs the id has", async () => {
    const ids = ["A 17", "a/b", "Müller", "50%", "a%2Fb", "ключ", "x?y#z", "bulk"];
    for (const externalId of ids) {
      const email = `${randomUUID()}@mail.example`;
      const created = await put("customers", externalId, { firstName: "Ana", lastName: "Ray", email });
      expect([externalId, created.status, created.body.outcome]).toEqual([externalId, 200, "created"]);
      const read = await call("GET", `/customers/${encodeURIComponent(externalId)}`);
      expect(read.body).toMatchObject({ externalId, firstName: "Ana", email, id: created.body.id, pets: [] });
      const changed = await put("customers", externalId, { lastName: "Brown" });
      expect(changed.body).toMatchObject({
        outcome: "changed",
        changes: [{ field: "lastName", before: "Ray", after: "Brown" }],
      });
      expect((await put("customers", externalId, { lastName: "Brown" })).body.outcome).toBe("unchanged");
    }
    const { rows } = await world.owner.query(
      "select external_id from customer where organisation_id = $1 and external_id is not null",
      [mine.ctx.organisationId],
    );
    expect(rows.map(({ external_id }) => external_id).toSorted()).toEqual(ids.toSorted());
  });

  it("P10 every noun of the import, one after the other, as a business's system would", async () => {
    const { rows } = await world.owner.query("select name from pass where organisation_id = $1", [
      mine.ctx.organisationId,
    ]);
    const pass = rows[0].name;
    const outcomes: unknown[] = [];
    const say = async (noun: string, externalId: string, body: object) =>
      outcomes.push(
        (await put(noun, externalId, body)).body.outcome ?? (await put(noun, externalId, body)).body.detail,
      );
    await say("families", "F-1", { name: "Okafor" });
    await say("customers", "C-1", {
      firstName: "Maria",
      lastName: "Okafor",
      family: "F-1",
      email: "maria@mail.example",
    });
    await say("pets", "P-1", { name: "Biscuit", family: "F-1" });
    await say("applications", "A-1", { pass, status: "approved", customerId: "C-1" });
    await say("registrations", "R-1", { pass, validThrough: "2027-12-31", petId: "P-1" });
    await say("transactions", "T-1", { kind: "purchase", at: "2026-11-01T10:00:00Z", customerId: "C-1" });
    expect(outcomes).toEqual(Array(6).fill("created"));
    const { body } = await call("GET", "/customers/C-1");
    expect(body).toMatchObject({
      family: { externalId: "F-1", name: "Okafor" },
      pets: [{ externalId: "P-1", name: "Biscuit", status: "active" }],
      lastTransactionAt: "2026-11-01T10:00:00.000Z",
    });
  });

  it("P10 up to 500 with a result each: one that is refused keeps no other from being written", async () => {
    const records = Array.from({ length: 500 }, (_, n) => ({
      ...{ externalId: `bulk-${n}`, firstName: "Person", lastName: `${n}` },
      email: n === 250 ? "no address" : `bulk${n}@mail.example`,
    }));
    const dry = await call("POST", "/customers/bulk", { records: records.slice(0, 3), dryRun: true });
    expect(dry.body.results.map(({ outcome }: { outcome: string }) => outcome)).toEqual(
      Array(3).fill("created"),
    );
    // Nothing is there under an id, so none is told.
    expect(dry.body.results.every((one: object) => !("id" in one))).toBe(true);
    expect((await call("GET", "/customers/bulk-0")).status).toBe(404);
    const { status, body } = await call("POST", "/customers/bulk", { records });
    expect(status).toBe(200);
    expect(body.results).toHaveLength(500);
    expect(body.results[250]).toMatchObject({ outcome: "refused", reason: expect.stringContaining("Email") });
    expect(body.results.filter(({ outcome }: { outcome: string }) => outcome === "created")).toHaveLength(
      499,
    );
    const again = await call("POST", "/customers/bulk", { records });
    expect(
      again.body.results.filter(({ outcome }: { outcome: string }) => outcome === "unchanged"),
    ).toHaveLength(499);
    expect((await call("POST", "/customers/bulk", { records: [...records, records[0]] })).status).toBe(422);
    expect((await call("POST", "/customers/bulk", { records: [] })).status).toBe(422);
  });

  it("T59 two keys that mean two people are a conflict, and nobody is picked", async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    const first = await put("customers", one, { firstName: "Ana", email: `${one}@mail.example` });
    const second = await put("customers", other, { firstName: "Ben", email: `${other}@mail.example` });
    const refused = await put("customers", one, { email: `${other}@mail.example` });
    expect(refused.status).toBe(409);
    expect(refused.body.ids.toSorted()).toEqual([first.body.id, second.body.id].toSorted());
    expect((await call("GET", `/customers/${one}`)).body.email).toBe(`${one}@mail.example`);
  });

  it("P10 a mail goes to a customer by the id that the other system knows", async () => {
    const externalId = `mail/${randomUUID()}`;
    await put("customers", externalId, { firstName: "Ana", email: `${randomUUID()}@mail.example` });
    const mail = { purpose: "work_order", to: { externalId }, subject: "Order", text: "Ready" };
    expect((await call("POST", "/mails", mail, { "idempotency-key": randomUUID() })).status).toBe(202);
  });

  it.each([
    ["a field that there is not", { fristName: "Ana" }],
    ["a number where a text belongs", { firstName: 7 }],
    ["half an emoji", { firstName: "\ud83d" }],
    ["no address", { email: "a@b@c" }],
    ["10,001 characters", { firstName: "x".repeat(10_001) }],
  ])("P10 refuses %s with where it is wrong", async (_, body) => {
    const answer = await put("customers", randomUUID(), { lastName: "Ray", ...body });
    expect(answer.status).toBe(422);
    expect(answer.body.detail.length).toBeGreaterThan(5);
  });

  it("P10 a body that says another id than the address is refused, one that repeats it is not; a problem names its field", async () => {
    const externalId = randomUUID();
    const other = await put("customers", externalId, { externalId: "other", firstName: "Ana" });
    expect(other).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/^externalId: /) } });
    expect((await put("customers", externalId, { externalId, firstName: "Ana" })).body.outcome).toBe(
      "created",
    );
    const long = await put("customers", externalId, { firstName: 7 });
    expect(long.body.detail).toMatch(/^firstName: /);
  });

  it("P10 the same external id in another organisation is somebody else", async () => {
    const externalId = randomUUID();
    await put("customers", externalId, { firstName: "Mine", email: `${externalId}@mail.example` });
    const theirs = await newKey(web, await world.organisation(1), ["customers:read", "customers:write"]);
    expect((await theirs.call("GET", `/customers/${externalId}`)).status).toBe(404);
    const made = await theirs.call("PUT", `/customers/${externalId}`, { firstName: "Theirs" });
    expect(made.body.outcome).toBe("created");
    expect((await call("GET", `/customers/${externalId}`)).body.firstName).toBe("Mine");
  });
});
