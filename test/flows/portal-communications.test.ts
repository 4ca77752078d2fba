import { portalActor } from "@packpost/core/access/actor";
import { changeCommunication } from "@packpost/core/portal/change-communication";
import { readCommunications } from "@packpost/core/portal/read-communications";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
let organisation: TestOrganisation;
let passId = "";
let maria = "";
let chidi = "";
let email = "";
let next = 0;

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});
beforeEach(async () => {
  email = `okafor${next++}@mail.example`;
  const people = [
    { firstName: "Maria", email },
    { firstName: "Chidi", email },
  ];
  const family = await createFamily(organisation, { passId, people });
  [maria = "", chidi = ""] = family.customerIds;
});

const as = (id: string) => ({ ...organisation.as("senior"), actor: portalActor(id) });
const read = (id: string) => readCommunications({ ctx: as(id) });
const change = (id: string, channel: "campaign" | "notice" | "text", subscribed: boolean) =>
  changeCommunication({ ctx: as(id), input: { channel, subscribed } });
const query = async (text: string, values: unknown[] = []) => (await database.owner.query(text, values)).rows;
const block = (reason: string) =>
  query("insert into suppression (organisation_id, kind, value_key, reason) values ($1, 'address', $2, $3)", [
    organisation.organisationId,
    email,
    reason,
  ]);

describe("P6 Communications", () => {
  it("P6 each kind is left and taken up again at once, audited each time", async () => {
    for (const channel of ["campaign", "notice", "text"] as const) {
      await change(maria, channel, false);
      expect((await read(maria)).subscribed[channel], channel).toBe(false);
      await change(maria, channel, false);
      await change(maria, channel, true);
      expect((await read(maria)).subscribed[channel], channel).toBe(true);
    }
    const audits = await query(
      "select action, actor_kind, detail->>'channel' as channel from audit where subject_id = $1 and action like 'preference%' order by id",
      [maria],
    );
    expect(audits.map(({ action, channel }) => `${action} ${channel}`)).toEqual(
      ["campaign", "notice", "text"].flatMap((channel) => [
        `preference.unsubscribed ${channel}`,
        `preference.subscribed ${channel}`,
      ]),
    );
    expect(audits.every(({ actor_kind }) => actor_kind === "customer")).toBe(true);
  });

  it("P6 C18 what is chosen about mail holds for the mailbox, also for the other who has it, and either brings both back", async () => {
    for (const channel of ["campaign", "notice"] as const) {
      await change(maria, channel, false);
      expect((await read(chidi)).subscribed[channel], channel).toBe(false);
      await change(chidi, channel, true);
      expect(
        [(await read(maria)).subscribed[channel], (await read(chidi)).subscribed[channel]],
        channel,
      ).toEqual([true, true]);
    }
    await change(maria, "text", false);
    expect([(await read(chidi)).subscribed.text, (await read(chidi)).shared]).toEqual([true, true]);
  });

  it("P6 C18 who has another mailbox, and has said nothing, has left nothing when somebody else has", async () => {
    const { customerIds } = await createFamily(organisation, {
      passId,
      people: [{ firstName: "Olivia", email: "olivia@mail.example" }],
    });
    await change(maria, "campaign", false);
    expect((await read(customerIds[0] ?? "")).subscribed.campaign).toBe(true);
  });

  it("P6 C18 leaving campaigns takes them out of the audience, and coming back brings them in again", async () => {
    const reasons = async () =>
      (await query("select reasons from eligibility where customer_id = $1", [maria]))[0]?.reasons;
    const before = await reasons();
    await change(maria, "campaign", false);
    expect(await reasons()).not.toEqual(before);
    await change(maria, "campaign", true);
    expect(await reasons()).toEqual(before);
  });

  it("P6 coming back lifts a bounce; a complaint and a block by the team stay, and are said", async () => {
    await block("hard_bounce");
    expect((await read(maria)).barrier).toBe("bounced");
    await change(maria, "notice", true);
    expect((await read(maria)).barrier).toBeNull();
    const lifted = await query(
      "select actor_kind, detail from audit where action = 'suppression.lifted' and organisation_id = $1",
      [organisation.organisationId],
    );
    expect(lifted).toMatchObject([
      { actor_kind: "customer", detail: { reason: "hard_bounce", source: "portal" } },
    ]);
    for (const [reason, barrier] of [
      ["complaint", "complained"],
      ["by_hand", "by_hand"],
    ] as const) {
      await block(reason);
      await change(maria, "campaign", true);
      expect((await read(maria)).barrier).toBe(barrier);
      await query(
        "update suppression set lifted_at = now() where value_key = $1 and reason = $2 and lifted_at is null",
        [email, reason],
      );
    }
  });

  it("P6 A12 a STOP from the phone is lifted there alone", async () => {
    const phone = `+1202555${String(1000 + next)}`;
    await query("update customer set phone = $2 where id = $1", [maria, phone]);
    await query(
      "insert into phone_number (organisation_id, number, opted_out_at, opted_out_by, opted_out_word) values ($1, $2, now(), 'keyword', 'STOP')",
      [organisation.organisationId, phone],
    );
    expect(await change(maria, "text", true)).toEqual({ outcome: "stopped" });
    expect(await read(maria)).toMatchObject({ stopped: true, subscribed: { text: false } });
  });

  it("P6 bounds how often one changes their mind", async () => {
    for (let at = 0; at < 60; at += 1) await change(maria, "notice", at % 2 === 1);
    await expect(change(maria, "notice", false)).rejects.toMatchObject({ code: "rate_limited" });
  });
});
