import { putFirstStepsAway } from "@packpost/core/first-steps/put-first-steps-away";
import { readFirstSteps, type StepsToTake } from "@packpost/core/first-steps/read-first-steps";
import { seedLarge } from "@packpost/db/seed/seed-large";
import { describe, expect, it } from "vitest";
import { staffContext } from "../support/contexts.ts";
import { ReadCounter } from "../support/count-rows-read.ts";
import { createDraft } from "../support/create-campaign.ts";
import { createFamily, createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();

const open = () => createTestOrganisation(database.orm);
const read = (organisation: TestOrganisation) => readFirstSteps({ ctx: organisation.as("owner") });
/** As they are shown. */
async function shown(organisation: TestOrganisation): Promise<StepsToTake> {
  const steps = await read(organisation);
  if (steps.state !== "shown") throw new Error(`they are ${steps.state}`);
  return steps;
}
/** A statement about the organisation, whose id is its first parameter. */
const run = ({ organisationId }: TestOrganisation, statement: string, ...more: unknown[]) =>
  database.owner.query(statement, [organisationId, ...more]);
const checked = (organisation: TestOrganisation, state: "ok" | "missing") =>
  run(
    organisation,
    `insert into sender_check (organisation_id, domain, source, parts) values ($1, 'test.example', 'dns', $2)
     on conflict (organisation_id, domain) do update set parts = excluded.parts`,
    JSON.stringify([{ part: "owner", state }]),
  );
const addPeople = async (organisation: TestOrganisation) =>
  createFamily(organisation, {
    passId: await createPass(organisation, "Pass"),
    people: [{ email: `ana-${organisation.organisationId}@inbox.example` }],
  });

describe("O1 first run: three steps of a new organisation", () => {
  it("O1 nothing is done at first", async () => {
    expect(await read(await open())).toEqual({
      ...{ state: "shown", hasPostalAddress: true, hasPeople: false, hasPasses: false, campaign: "none" },
      sender: { domain: "test.example", isDone: false, isMailService: false },
      ...{ texting: "no_number", realMail: false },
    });
  });

  it("O1 C17 the first is done while the sender's domain is verified, and never at a mail service", async () => {
    const organisation = await open();
    await checked(organisation, "missing");
    expect((await shown(organisation)).sender.isDone).toBe(false);
    await checked(organisation, "ok");
    expect((await shown(organisation)).sender.isDone).toBe(true);
    await run(
      organisation,
      "update organisation set sender_email = 'lena@gmail.com', postal_address = ' ' where id = $1",
    );
    expect(await read(organisation)).toMatchObject({
      sender: { domain: "gmail.com", isDone: false, isMailService: true },
      hasPostalAddress: false,
    });
  });

  it("O1 the second is done with the first customer, and nobody else's counts", async () => {
    const [mine, others] = [await open(), await open()];
    await addPeople(others);
    expect(await shown(mine)).toMatchObject({ hasPeople: false, hasPasses: false });
    await addPeople(mine);
    expect(await shown(mine)).toMatchObject({ hasPeople: true, hasPasses: true });
    // A retired pass can be chosen for no new campaign.
    await run(mine, "update pass set retired_at = now() where organisation_id = $1");
    expect((await shown(mine)).hasPasses).toBe(false);
  });

  it("O1 the third is begun with a draft and done once one is scheduled or sent: then all go", async () => {
    const organisation = await open();
    const passId = await createPass(organisation, "Pass");
    const id = await createDraft(organisation, { passId });
    expect(await read(organisation)).toMatchObject({ state: "shown", campaign: "drafted" });
    await run(
      organisation,
      "update broadcast set status = 'scheduled', template = '{}', send_at = now(), sent_by = $2 where organisation_id = $1 and id = $3",
      ...[organisation.staff.owner, id],
    );
    expect(await read(organisation)).toEqual({ state: "done" });
    // Taken back to a draft within its ten seconds.
    await run(organisation, "update broadcast set status = 'draft' where organisation_id = $1");
    expect(await read(organisation)).toMatchObject({ state: "shown", campaign: "drafted" });
  });

  it("O1 A15 texting says how far it is", async () => {
    const organisation = await open();
    const texting = async () => (await shown(organisation)).texting;
    await run(organisation, "insert into texting (organisation_id) values ($1)");
    expect(await texting()).toBe("no_number");
    await run(organisation, "update texting set number = '+12025550100' where organisation_id = $1");
    expect(await texting()).toBe("to_test");
    await run(
      organisation,
      "update texting set test_number = '+12025550101', test_started_at = now() where organisation_id = $1",
    );
    expect(await texting()).toBe("testing");
    await run(organisation, "update texting set enabled_at = now() where organisation_id = $1");
    expect(await texting()).toBe("on");
    await run(
      organisation,
      "update texting set paused_at = now(), provider_message = 'no' where organisation_id = $1",
    );
    expect(await texting()).toBe("paused");
  });
});

describe("O1 putting the first steps away", () => {
  const put = (organisation: TestOrganisation, away: boolean) =>
    putFirstStepsAway({ ctx: organisation.as("admin"), input: { away } });

  it("O1 O3 for everybody of the organisation, and back; done twice it is one deed", async () => {
    const [organisation, other] = [await open(), await open()];
    for (const away of [true, true]) await put(organisation, away);
    expect([await read(organisation), (await read(other)).state]).toEqual([{ state: "put_away" }, "shown"]);
    for (const away of [false, false]) await put(organisation, away);
    expect((await read(organisation)).state).toBe("shown");
    const { rows } = await run(
      organisation,
      "select action from audit where organisation_id = $1 order by at, id",
    );
    expect(rows.map(({ action }) => action)).toEqual([
      ...["settings.first_steps_put_away", "settings.first_steps_shown"],
    ]);
  });

  it.each(["senior", "basic"] as const)("O1 not for %s, who could take none of the steps", async (role) => {
    const organisation = await open();
    const ctx = organisation.as(role);
    await expect(readFirstSteps({ ctx })).rejects.toMatchObject({ code: "forbidden" });
    await expect(putFirstStepsAway({ ctx, input: { away: true } })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect((await read(organisation)).state).toBe("shown");
  });
});

it("O1 issue 8 of a large organisation's customers a handful is read, and of those beside a new one, too", async () => {
  const large = await seedLarge({ orm: database.orm, customers: 5_000 });
  const empty = await open();
  await database.owner.query("vacuum analyze customer");
  const counter = await ReadCounter.open(database.appUrl, database.owner);
  try {
    for (const [organisationId, ownerId] of [
      [large.organisationId, large.ownerId],
      [empty.organisationId, empty.staff.owner],
    ] as const) {
      const ctx = staffContext({ orm: counter.orm, organisationId }, ownerId);
      const rows = await counter.of(() => readFirstSteps({ ctx }));
      // One, and the ends of indexes at which the planner looks.
      expect(rows.customer ?? 0).toBeLessThan(20);
      await database.owner.query("update organisation set first_steps_put_away_at = now() where id = $1", [
        organisationId,
      ]);
      // Put away, nobody asks how far each is.
      const putAway = await counter.of(() => readFirstSteps({ ctx }));
      for (const table of ["customer", "sender_check", "texting"]) expect(putAway).not.toHaveProperty(table);
    }
  } finally {
    await counter.close();
  }
});
