import { createCampaign } from "@packpost/core/campaign/draft/create-campaign";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { findViewer, type LiveStream, openLiveStream, openTopicStream } from "../support/open-live-stream.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { waitUntil } from "../support/wait-until.ts";

/** Whoever waits for the next change looks by itself every ten seconds: sooner than this it was woken. */
const netMs = 10_000;

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let session: Headers;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(5);
  session = await signIn(world, organisation, "senior");
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const listenerOf = "application_name = 'packpost live pages' and datname = current_database()";

/** Until so many topics are at rest: nobody reads them any more, their next change is announced. */
async function armed(count: number): Promise<void> {
  await waitUntil(`${count} topics to be at rest`, async () => {
    const { rows } = await world.owner.query<{ n: number }>(
      `select count(*)::int as n from pg_locks join pg_stat_activity using (pid)
       where locktype = 'advisory' and mode = 'ShareLock' and ${listenerOf}`,
    );
    return rows[0]?.n === count;
  });
}

const rename = (campaignId: string, reason: string) =>
  world.owner.query("update broadcast set pause_reason = $2 where id = $1", [campaignId, reason]);

async function watch(...campaignIds: string[]): Promise<LiveStream> {
  const stream = await openLiveStream(web, session, campaignIds);
  for (const id of campaignIds) await stream.read(new RegExp(`${id}.*"status":"draft"`));
  return stream;
}

describe("C8 a campaign's page at rest", () => {
  it("is woken by a change, whoever made it, and reads nothing until then", async () => {
    const campaignId = await world.draft(organisation);
    const stream = await watch(campaignId);
    await armed(1);
    for (const reason of ["first of all", "then this", "and at last that"]) {
      const at = performance.now();
      await rename(campaignId, reason);
      await stream.read(new RegExp(reason));
      expect(performance.now() - at).toBeLessThan(netMs / 2);
      await armed(1);
    }
    stream.close();
    await armed(0);
  });

  it("several topics go over one stream, and one that is not theirs is said without ending the others", async () => {
    const mine = await world.draft(organisation);
    const other = await world.draft(organisation);
    const foreign = await world.draft(await world.organisation(1));
    const stream = await openLiveStream(web, session, [mine, foreign, other]);
    await stream.read(new RegExp(`${mine}.*"status":"draft"`));
    await stream.read(new RegExp(`${foreign}.*"code":"not_found"`));
    await stream.read(new RegExp(`${other}.*"status":"draft"`));
    await armed(2);
    await rename(other, "still followed");
    expect(await stream.read(/still followed/)).not.toContain("serialized-error");
    stream.close();
  });

  it("is not kept up for somebody who is signed in by now in place of whoever opened it", async () => {
    const campaignId = await world.draft(organisation);
    const colleague = await signIn(world, organisation, "owner");
    const stream = await openLiveStream(web, session, [campaignId], await findViewer(web, colleague));
    expect(await stream.read(/serialized-error\ndata: .*\n/)).toContain("UNAUTHORIZED");
    stream.close();
  });

  it("misses nothing when the connection that hears of changes is killed, before and after", async () => {
    const campaignId = await world.draft(organisation);
    const stream = await watch(campaignId);
    for (const round of ["one", "two", "three"]) {
      await armed(1);
      await world.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where ${listenerOf}`);
      await rename(campaignId, `while it was away ${round}`);
      await stream.read(new RegExp(`while it was away ${round}`));
      await armed(1);
      const at = performance.now();
      await rename(campaignId, `when it was back ${round}`);
      await stream.read(new RegExp(`when it was back ${round}`));
      expect(performance.now() - at).toBeLessThan(netMs / 2);
    }
    stream.close();
  });
});

describe("C1 the list of campaigns", () => {
  /** Until it was told so often what the list is like. */
  const told = (stream: LiveStream, times: number) => stream.read(new RegExp(`("change":[^]*?){${times}}`));

  it("is woken when one comes, changes or goes, and by its numbers; not by what no line shows", async () => {
    const listed = await world.organisation(2);
    const topic = { kind: "campaigns", id: listed.ctx.organisationId };
    const stream = await openTopicStream(web, await signIn(world, listed, "senior"), [topic]);
    await stream.read(/"change":""/);
    let times = 1;
    const woken = async (act: () => Promise<unknown>) => {
      await armed(1);
      const at = performance.now();
      await act();
      times += 1;
      await told(stream, times);
      expect(performance.now() - at).toBeLessThan(netMs / 2);
    };
    let campaignId = "";
    await woken(async () => {
      ({ campaignId } = await createCampaign({ ctx: listed.ctx, input: { name: "Spring reopening" } }));
    });
    await woken(() =>
      world.owner.query("update campaign set subject = 'Another one' where id = $1", [campaignId]),
    );
    await woken(() =>
      world.owner.query("insert into broadcast_tally values ($1, $2, 'fact:opened', 1)", [
        listed.ctx.organisationId,
        campaignId,
      ]),
    );
    await armed(1);
    await world.owner.query("update campaign set body_markdown = 'More words' where id = $1", [campaignId]);
    await woken(async () => {
      await world.owner.query("delete from broadcast_tally where broadcast_id = $1", [campaignId]);
      await world.owner.query("delete from campaign where id = $1", [campaignId]);
    });
    const all = await told(stream, times);
    expect(all.match(/"change":/g), "what no line shows was no change").toHaveLength(5);
    stream.close();
    await armed(0);
  });

  it("is another organisation's to nobody, and nothing to basic staff", async () => {
    const foreign = await world.organisation(1);
    const topic = { kind: "campaigns", id: foreign.ctx.organisationId };
    const stream = await openTopicStream(web, session, [topic]);
    expect(await stream.read(/"code"/)).toContain("not_found");
    stream.close();
    const own = { kind: "campaigns", id: organisation.ctx.organisationId };
    const basic = await openTopicStream(web, await signIn(world, organisation, "basic"), [own]);
    expect(await basic.read(/"code"/)).toContain("forbidden");
    basic.close();
  });
});
