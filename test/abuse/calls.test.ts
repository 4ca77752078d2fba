import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let other: TestOrganisation;
let session: Headers;
let campaignId = "";

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(3);
  other = await world.organisation(3);
  session = await signIn(world, organisation, "owner");
  campaignId = await world.draft(organisation);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

/** A body that somebody sends as they like, and how much of it has been asked for. */
function sentBody(pull: (controller: ReadableStreamDefaultController<Uint8Array>) => void | Promise<void>) {
  const asked = { times: 0, left: false };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        asked.times += 1;
        return pull(controller);
      },
      cancel() {
        asked.left = true;
      },
    },
    { highWaterMark: 0 },
  );
  return { body, asked };
}

const never = () => new Promise<void>(() => undefined);
const endless = () =>
  sentBody((controller) => {
    controller.enqueue(new Uint8Array(100_000).fill(32));
  });

function call(path: string, who: Headers, body: string | ReadableStream<Uint8Array>): Promise<Response> {
  const headers = new Headers(who);
  headers.set("content-type", "application/json");
  headers.set("origin", appUrl);
  const init: RequestInit = { method: "POST", headers, body, duplex: "half" };
  return web.trpc(new Request(`${appUrl}/api/trpc/${path}`, init));
}

async function told(answer: Response) {
  return { status: answer.status, text: await answer.text() };
}

describe("C17 what is refused is refused before its body is read", () => {
  it.each<[string, string, () => Promise<Headers>, number]>([
    ["a stranger's", "campaign.edit", async () => new Headers(), 401],
    [
      "a call that the role may not make",
      "campaign.preview",
      () => signIn(world, organisation, "basic"),
      403,
    ],
    [
      "a batch of them",
      "campaign.preview,campaign.create?batch=1",
      () => signIn(world, organisation, "basic"),
      403,
    ],
    [
      "what another site sends",
      "campaign.edit",
      async () => new Headers([...session, ["sec-fetch-site", "cross-site"]]),
      403,
    ],
    ["a call of nothing", "campaign.nothing", async () => session, 404],
  ])("%s", async (_name, path, who, status) => {
    for (const { body, asked } of [endless(), sentBody(never)]) {
      const answer = await told(await call(path, await who(), body));
      expect([answer.status, asked.times]).toEqual([status, 0]);
      // In the shape that the client reads words from.
      expect(JSON.parse(answer.text)).toEqual(
        path.includes("batch")
          ? [1, 2].map(() => ({ error: expect.objectContaining({ json: expect.anything() }) }))
          : {
              error: {
                json: expect.objectContaining({ data: expect.anything(), message: expect.any(String) }),
              },
            },
      );
    }
  });
});

describe("C17 what somebody signed in sends is bounded", () => {
  it("in bytes: an endless body is answered 413, and ended", async () => {
    const { body, asked } = endless();
    expect((await call("campaign.edit", session, body)).status).toBe(413);
    await waitUntil("the end of the body", () => asked.left);
    expect(asked.times).toBeLessThan(120);
  });

  it("in time: one that stops is told so within 15 s", async () => {
    const began = performance.now();
    const answer = await told(await call("campaign.edit", session, sentBody(never).body));
    expect(answer).toEqual({ status: 400, text: expect.stringContaining("came too slowly") });
    expect(performance.now() - began).toBeLessThan(15_000);
  });

  it("in memory: a person holds 4 MB of bodies at most, and nobody else up", async () => {
    const person = await signIn(world, organisation, "owner");
    const slow = () => {
      let sent = 0;
      return sentBody((controller) => {
        sent += 1;
        if (sent > 9) return never();
        controller.enqueue(new Uint8Array(100_000).fill(32));
      }).body;
    };
    const answers = Array.from({ length: 6 }, () => call("campaign.edit", person, slow()).then(told));
    const first = await Promise.race(answers);
    expect(first).toEqual({ status: 503, text: expect.stringContaining("in a few seconds") });
    const body = JSON.stringify({ json: { campaignId, version: 2, changes: { subject: "Hi" } } });
    expect((await call("campaign.edit", session, body)).status).toBe(200);
    await Promise.all(answers);
  });

  it("in number: who asks for everything at once waits in a line of their own, and is told when it is too long", async () => {
    const person = await signIn(world, organisation, "owner");
    const bodies = Array.from({ length: 8 }, () => sentBody(never));
    const slow = bodies.map(({ body }) => call("campaign.edit", person, body));
    await waitUntil("all places to be taken", () => bodies.every(({ asked }) => asked.times > 0));
    const waiting = Array.from({ length: 61 }, () => call("campaign.edit", person, "{}"));
    const beyond = await Promise.race(waiting);
    expect([beyond.status, beyond.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await beyond.text()).toContain('"code":"unavailable"');
    // A colleague's, and another organisation's, are answered meanwhile.
    const neighbour = await signIn(world, other, "owner");
    for (const who of [session, neighbour]) {
      const input = encodeURIComponent(JSON.stringify({ json: {} }));
      const request = new Request(`${appUrl}/api/trpc/campaign.list?input=${input}`, { headers: who });
      expect((await web.trpc(request)).status).toBe(200);
    }
    // Whoever waits longer than eight seconds is told too.
    expect(new Set((await Promise.all(waiting)).map(({ status }) => status))).toEqual(new Set([503]));
    await Promise.all(slow);
    expect((await call("campaign.edit", person, "{}")).status).toBe(400);
  });
});
