import { recordEvents } from "@packpost/core/provider-event/record-events";
import type { EmailEvent } from "@packpost/providers/email-event";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { createDraft, createRecipients } from "../support/create-campaign.ts";
import { createPass } from "../support/create-family.ts";
import { createTestOrganisation, type TestOrganisation } from "../support/create-test-organisation.ts";
import { openTestDatabase } from "../support/open-test-database.ts";

const database = openTestDatabase();
const began = Date.parse("2026-03-01T12:00:00Z");

/** One event of a mail: what, how many seconds after the start, which link, and whether it says itself that it is a machine. */
type Told = { kind: "delivered" | "opened" | "clicked"; at: number; link?: string; bot?: boolean };

let organisation: TestOrganisation;
let passId: string;
let rows: string[] = [];

beforeAll(async () => {
  organisation = await createTestOrganisation(database.orm);
  passId = await createPass(organisation);
});

/** A recipient nobody has told anything yet; shrinking a counterexample needs many, so there are always more. */
async function freshRecipient(): Promise<string> {
  if (rows.length === 0) {
    const campaignId = await createDraft(organisation, { passId });
    rows = await createRecipients(organisation, { campaignId, passId, count: 400 });
  }
  const id = rows.pop();
  if (id === undefined) throw new Error("no recipients were created");
  return id;
}

/** Tells a fresh recipient these events in groups; each time as seconds after the start, null for never. */
async function tell(groups: readonly (readonly Told[])[]) {
  const recipientId = await freshRecipient();
  for (const group of groups) {
    const events = group.map((told) => ({ event: eventOf(told, recipientId), payload: {} }));
    await recordEvents({ ctx: organisation.asSystem, input: { events } });
  }
  const seconds = (fact: string) =>
    `extract(epoch from ${fact} - '2026-03-01T12:00:00Z'::timestamptz)::float as ${fact}`;
  const { rows: found } = await database.owner.query(
    `select status, ${["opened_at", "bot_opened_at", "clicked_at", "bot_clicked_at"].map(seconds).join(", ")},
       (select coalesce(array_agg(url || case when bot then ' machine' else '' end order by at, url, bot), '{}') from click where recipient_id = recipient.id) as clicks
     from recipient where id = $1`,
    [recipientId],
  );
  return found[0];
}

function eventOf({ kind, at, link, bot = false }: Told, recipientId: string): EmailEvent {
  const dedupeKey = `${recipientId}/${kind}/${at}/${link ?? ""}/${bot}`;
  const occurredAt = new Date(began + at * 1000);
  const same = { dedupeKey, kind, providerKind: kind, occurredAt, recipientId, bot, suppresses: false };
  return link === undefined ? same : { ...same, url: `https://example.org/${link}` };
}

const click = (at: number, link = "a"): Told => ({ kind: "clicked", at, link });
const opened = (at: number): Told => ({ kind: "opened", at });
const delivered = (at: number): Told => ({ kind: "delivered", at });

describe("C11 machines told apart across events", () => {
  it("C11 a person opens and clicks", async () => {
    expect(await tell([[delivered(0), opened(30), click(34)]])).toMatchObject({
      ...{
        status: "clicked",
        opened_at: 30,
        clicked_at: 34,
        bot_opened_at: null,
        bot_clicked_at: null,
      },
    });
  });

  it("C11 every link within seconds is a scanner, and its first click is corrected when the second comes", async () => {
    const groups = [[delivered(0)], [click(60, "a")]];
    expect(await tell(groups)).toMatchObject({ status: "clicked", clicked_at: 60 });
    expect(await tell([...groups, [click(61, "b")]])).toMatchObject({
      ...{ status: "delivered", clicked_at: null, bot_clicked_at: 60 },
      clicks: ["https://example.org/a machine", "https://example.org/b machine"],
    });
  });

  it("C11 three links within ten seconds are a scanner, two in five seconds or one link twice are a person", async () => {
    const scan = [click(60, "a"), click(64, "b"), click(68, "c")];
    expect(await tell([scan])).toMatchObject({ clicked_at: null, bot_clicked_at: 60 });
    expect(await tell([[click(60, "a"), click(65, "b")]])).toMatchObject({
      clicked_at: 60,
      bot_clicked_at: null,
    });
    expect(await tell([[click(60, "a"), click(60.5, "a")]])).toMatchObject({
      clicked_at: 60,
      bot_clicked_at: null,
    });
  });

  it("C11 what happens before or right after delivery is a machine's, even if the delivery is told last", async () => {
    const early = [opened(9), click(10.5)];
    expect(await tell([early])).toMatchObject({ status: "clicked" });
    expect(await tell([early, [delivered(10)]])).toMatchObject({
      ...{
        status: "delivered",
        opened_at: null,
        clicked_at: null,
        bot_opened_at: 9,
        bot_clicked_at: 10.5,
      },
    });
    expect(await tell([[delivered(10)], [opened(12.5)]])).toMatchObject({
      status: "opened",
      opened_at: 12.5,
    });
  });

  it("C11 the pictures a scanner loads are not opened by a person, whoever opens later is", async () => {
    const scan = [delivered(0), opened(59), click(60, "a"), click(60.2, "b")];
    expect(await tell([scan, [opened(900)]])).toMatchObject({
      ...{ status: "opened", opened_at: 900, bot_opened_at: 59, bot_clicked_at: 60 },
    });
  });

  it("C11 a person's click after a scan counts", async () => {
    const scan = [delivered(0), click(3, "a"), click(3.2, "b")];
    expect(await tell([scan, [click(500, "b")]])).toMatchObject({
      ...{ status: "clicked", clicked_at: 500, bot_clicked_at: 3 },
    });
  });

  it("C11 a time written before events were kept stays", async () => {
    const id = await freshRecipient();
    rows.push(id);
    await database.owner.query(
      "update recipient set opened_at = '2026-03-01T12:00:20Z', sent_at = now() where id = $1",
      [id],
    );
    expect(await tell([[delivered(0), opened(40)]])).toMatchObject({ opened_at: 20 });
  });

  it("C11 any order, in any groups, told twice or not, gives the same answer", async () => {
    const seconds = fc.integer({ min: 0, max: 40 }).map((half) => half / 2);
    const event: fc.Arbitrary<Told> = fc.oneof(
      fc.record({ kind: fc.constant("delivered" as const), at: seconds }),
      fc.record({ kind: fc.constant("opened" as const), at: seconds, bot: fc.boolean() }),
      fc.record({
        kind: fc.constant("clicked" as const),
        at: seconds,
        link: fc.constantFrom("a", "b", "c"),
        bot: fc.boolean(),
      }),
    );
    const story = fc.array(event, { minLength: 2, maxLength: 9 }).chain((events) =>
      fc.record({
        events: fc.constant(events),
        again: fc.shuffledSubarray(events, { minLength: events.length }),
        cut: fc.integer({ min: 0, max: events.length }),
        twice: fc.subarray(events),
      }),
    );
    await fc.assert(
      fc.asyncProperty(story, async ({ events, again, cut, twice }) => {
        const one = await tell([events]);
        const other = await tell(
          [...again.slice(0, cut).map((single) => [single]), again.slice(cut), twice].filter(
            (group) => group.length > 0,
          ),
        );
        expect(other).toEqual(one);
      }),
      { numRuns: 120 },
    );
    // Totals moved with every correction.
    const { rows: wrong } = await database.owner.query(
      `select measure from broadcast_tally group by measure having sum(n) < 0`,
    );
    expect(wrong).toEqual([]);
  });
});
