import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";
import { environmentWebhook } from "../support/serve-api.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

it("C17 the environment's password opens the only organisation, and none once there are two", async () => {
  const { organisationId: first } = (await world.organisation(1)).ctx;
  const status = async (id: string, pair: { user?: string; password: string } = environmentWebhook) =>
    (await web.webhook(id, { RecordType: "Delivery", DeliveredAt: "2026-11-20T10:00:00Z" }, pair)).status;
  const { rows } = await world.owner.query("select id from organisation");
  expect(rows).toEqual([{ id: first }]);

  expect(await status(first)).toBe(200);
  expect(await status(first, { ...environmentWebhook, password: "wrong, but long" })).toBe(401);
  expect(await status(first, { ...environmentWebhook, user: "somebody" })).toBe(401);
  expect(await status(crypto.randomUUID())).toBe(401);

  const { organisationId: second } = (await world.organisation(1)).ctx;
  expect(await status(second)).toBe(401);
  await waitUntil("the first to be refused too", async () => (await status(first)) === 401 || undefined);
});
