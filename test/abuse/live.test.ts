import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openLiveStream } from "../support/open-live-stream.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let campaignId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(5);
  campaignId = await world.draft(organisation);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** Opens the live stream of the campaign as a browser does. @returns how it is read, and the staff member behind it */
async function listen(session?: Headers) {
  const headers = session ?? (await signIn(world, organisation, "senior"));
  const { read, close } = await openLiveStream(web, headers, [campaignId]);
  await read(/"status":"draft"|serialized-error/);
  const { rows } = await world.owner.query<{ id: string; user_id: string }>(
    `select member.id, member.user_id from staff_member member join auth_session session on session."userId" = member.user_id
     order by session."createdAt" desc limit 1`,
  );
  return { read, staff: rows[0], close };
}

describe("O1 the live stream of somebody who loses the right to it ends within 5 s", () => {
  it.each([
    ["offboarded", "update staff_member set ended_at = now() where user_id = $1", "UNAUTHORIZED"],
    ["demoted", "update staff_member set role = 'basic' where user_id = $1", "FORBIDDEN"],
    ["signed out elsewhere", 'delete from auth_session where "userId" = $1', "UNAUTHORIZED"],
    [
      "whose session has run out",
      `update auth_session set "expiresAt" = now() where "userId" = $1`,
      "UNAUTHORIZED",
    ],
  ])("%s", async (_, change, code) => {
    const kept = await listen();
    const ended = await listen();
    const at = performance.now();
    await world.owner.query(change, [ended.staff?.user_id]);
    expect(await ended.read(/serialized-error\ndata: .*\n/)).toContain(code);
    expect(performance.now() - at).toBeLessThan(5_000);
    // A colleague's goes on.
    await world.owner.query("update broadcast set pause_reason = $2 where id = $1", [
      campaignId,
      `after ${change}`,
    ]);
    await kept.read(new RegExp(`after ${change.slice(0, 12)}`));
    kept.close();
    ended.close();
  });
});

describe("C17 live streams are bounded", () => {
  it("one person keeps forty pages up; the next is told so, and asks by itself; others are not in their way", async () => {
    const session = await signIn(world, organisation, "senior");
    const kept = await Promise.all(Array.from({ length: 40 }, () => listen(session)));
    const beyond = await listen(session);
    const told = await beyond.read(/serialized-error\ndata: .*\n/);
    expect(told).toMatch(/TOO_MANY_REQUESTS.*"code":"rate_limited".*"retryAfterSeconds":30/s);
    const colleague = await listen();
    expect(await colleague.read(/"status":"draft"/)).not.toContain("serialized-error");
    // What the page falls back to is answered meanwhile.
    const input = encodeURIComponent(JSON.stringify({ json: { campaignId } }));
    const asked = new Request(`${appUrl}/api/trpc/campaign.progress?input=${input}`, { headers: session });
    expect((await web.trpc(asked)).status).toBe(200);
    // A tab that goes away makes room.
    kept.pop()?.close();
    await waitUntil("room for a page", async () => {
      const next = await listen(session);
      kept.push(next);
      return !(await next.read(/"status":"draft"|serialized-error\ndata: .*\n/)).includes("serialized-error");
    });
    for (const { close } of [...kept, beyond, colleague]) close();
  });
});
