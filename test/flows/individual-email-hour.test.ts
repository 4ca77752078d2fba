import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { TestWorld } from "../support/open-world.ts";

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

describe("P12 an hour of individual emails", () => {
  it("P12 one person writes a hundred at most: a retry is no new one, a colleague has an hour of their own", async () => {
    const organisation = await world.organisation(1);
    const { organisationId } = organisation.ctx;
    const [senior, admin] = [await web.as(organisation, "senior"), await web.as(organisation, "admin")];
    const { rows } = await world.owner.query("select id, email from customer where organisation_id = $1", [
      organisationId,
    ]);
    const [{ id: customerId, email: to }] = rows;
    const mail = (mailId: string) => ({ customerId, mailId, to, subject: "A visit", bodyMarkdown: "Hello" });
    const mailId = randomUUID();
    expect(await senior.customer.email.send(mail(mailId))).toEqual({ outcome: "queued" });
    await world.owner.query(
      `insert into audit (organisation_id, actor_kind, actor_id, action, subject_kind, subject_id)
       select organisation_id, actor_kind, actor_id, action, subject_kind, subject_id from audit, generate_series(1, 99)
       where organisation_id = $1 and action = 'customer.email_sent'`,
      [organisationId],
    );
    expect(await senior.customer.email.send(mail(mailId))).toEqual({ outcome: "queued" });
    const another = randomUUID();
    expect(await senior.customer.email.send(mail(another))).toEqual({
      outcome: "hourly_limit",
      freeAt: expect.any(Date),
    });
    await world.owner.query("update delivery set dropped_at = now() where id = $1", [mailId]);
    const again = { customerId, deliveryId: mailId, mailId: randomUUID() };
    expect(await senior.customer.email.again(again)).toMatchObject({ outcome: "hourly_limit" });
    expect(await admin.customer.email.send(mail(another))).toEqual({ outcome: "queued" });
    await world.owner.query(
      "update audit set at = at - interval '61 minutes' where organisation_id = $1 and action = 'customer.email_sent'",
      [organisationId],
    );
    expect(await senior.customer.email.send(mail(randomUUID()))).toEqual({ outcome: "queued" });
  });
});
