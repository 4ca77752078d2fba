import { getInboundTest } from "@packpost/core/inbound-mail/test/inbound-test";
import { startInboundTest } from "@packpost/core/inbound-mail/test/start-inbound-test";
import { hashWebhookPassword } from "@packpost/core/webhook/webhook-password";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startThread } from "../support/conversation-run.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openInbound } from "../support/inbound-door.ts";
import { openTestDatabase } from "../support/open-test-database.ts";
import { webhookPasswordOf } from "../support/open-world.ts";
import { serveApi } from "../support/serve-api.ts";

const database = openTestDatabase();
let api: Awaited<ReturnType<typeof serveApi>>;

beforeAll(async () => {
  api = await serveApi(database.appUrl);
});
afterAll(() => api.close());

async function open(inboundAddress: string | null) {
  const organisation = await createTestOrganisation(database.orm);
  const { organisationId } = organisation;
  await database.owner.query("update organisation set inbound_address = $2 where id = $1", [
    organisationId,
    inboundAddress,
  ]);
  await database.owner.query("insert into webhook_secret (organisation_id, current_hash) values ($1, $2)", [
    organisationId,
    hashWebhookPassword(webhookPasswordOf(organisationId)),
  ]);
  const ctx = organisation.as("admin");
  const addressOf = async () => {
    const { rows } = await database.owner.query<{ address: string }>(
      "select address from delivery where organisation_id = $1 and purpose = 'inbound_test' order by created_at desc",
      [organisationId],
    );
    return rows[0]?.address ?? "";
  };
  return { organisation, ctx, addressOf, door: openInbound(database, organisation, api.url) };
}

const noMatter = (organisation: TestOrganisation, message: string) =>
  database.owner.query("select from entry where organisation_id = $1 and body like $2", [
    organisation.organisationId,
    `%${message}%`,
  ]);

describe("V9 O2 the test of the inbound address", () => {
  it.each([
    ["reply.test.example", /^[a-z2-7]{26}@reply\.test\.example$/],
    ["451d9b@inbound.postmarkapp.com", /^451d9b\+[a-z2-7]{26}@inbound\.postmarkapp\.com$/],
  ])("V9 at %s: sent, and seen when it comes in; it stands in no conversation", async (place, address) => {
    const { organisation, ctx, door, addressOf } = await open(place);
    expect(await getInboundTest({ ctx })).toBe(null);
    await startInboundTest({ ctx });
    expect(await getInboundTest({ ctx })).toMatchObject({ status: "waiting", sentAt: null, arrivedAt: null });
    const to = await addressOf();
    expect(to).toMatch(address);
    // A customer has the sender's address, of all.
    const passId = await createPass(organisation);
    await startThread(database, organisation, passId, [{ firstName: "Own", email: "own@mail.example" }]);
    await door.receive({ to: "help@test.example", from: "own@mail.example", text: "Something else" });
    expect(await getInboundTest({ ctx })).toMatchObject({ arrivedAt: null });
    const came = await door.receive({
      to: to.toUpperCase(),
      from: "own@mail.example",
      text: "A test of ours",
    });
    expect(came).toMatchObject({ state: "dismissed", reason: "test", threadId: null });
    expect(await getInboundTest({ ctx })).toMatchObject({ arrivedAt: expect.any(String) });
    expect((await noMatter(organisation, "A test of ours")).rowCount).toBe(0);
    await startInboundTest({ ctx });
    expect(await getInboundTest({ ctx }), "each test anew").toMatchObject({ arrivedAt: null });
  });

  it("V9 says what is missing without an address, is limited, and is the admins' alone", async () => {
    const { ctx } = await open(null);
    await expect(startInboundTest({ ctx })).rejects.toMatchObject({ code: "conflict" });
    const { organisation, ctx: admin } = await open("reply.test.example");
    for (let count = 0; count < 20; count += 1) await startInboundTest({ ctx: admin });
    await expect(startInboundTest({ ctx: admin })).rejects.toMatchObject({ code: "rate_limited" });
    for (const deed of [startInboundTest, getInboundTest])
      await expect(deed({ ctx: organisation.as("senior") })).rejects.toMatchObject({ code: "forbidden" });
  });
});
