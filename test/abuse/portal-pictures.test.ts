import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { openPortal } from "../support/portal-doors.ts";
import { signIn } from "../support/sign-in.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let portal: Awaited<ReturnType<typeof openPortal>>;
let organisation: TestOrganisation;
let slug = "";
let mine = "";
let theirs = "";
let jpeg: Buffer<ArrayBuffer>;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  portal = await openPortal(world);
  organisation = await world.organisation(4);
  slug = await portal.slugOf(organisation);
  const [me, ...others] = await portal.people(organisation, 4);
  const other = others.find(({ familyId }) => familyId !== me?.familyId);
  mine = await portal.signIn(slug, me?.email ?? "");
  theirs = await portal.signIn(slug, other?.email ?? "");
  const picture = { create: { width: 40, height: 30, channels: 3, background: "#1f5c4d" } } as const;
  jpeg = Buffer.from(await sharp(picture).jpeg().toBuffer());
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function picture(
  method: "GET" | "PUT",
  id: string,
  cookie: string,
  body?: Buffer<ArrayBuffer>,
  origin = appUrl,
) {
  const route = await import("../../apps/web/src/app/api/portal/[slug]/attachments/[id]/route.ts");
  const headers = { cookie, origin, "x-file-name": "dog.jpg" };
  const request = new Request(`${appUrl}/api/portal/${slug}/attachments/${id}`, {
    method,
    headers,
    ...(body && { body }),
  });
  return route[method](request, { params: Promise.resolve({ slug, id }) });
}

describe("P6 V13 T52 pictures on the customers' pages", () => {
  it("P6 T52 are for the family that sent them, and for nobody else, also no session of the staff", async () => {
    const id = randomUUID();
    expect((await picture("PUT", id, mine, jpeg)).status).toBe(200);
    const input = { entryId: randomUUID(), body: "", attachmentIds: [id] };
    expect((await portal.call(slug, "thread.send", input, { cookie: mine })).status).toBe(200);
    const shown = await picture("GET", id, mine);
    expect([
      shown.status,
      shown.headers.get("x-content-type-options"),
      shown.headers.get("cache-control"),
    ]).toEqual([200, "nosniff", "private, no-cache"]);
    const staff = (await signIn(world, organisation, "owner")).get("cookie") ?? "";
    expect([
      (await picture("GET", id, theirs)).status,
      (await picture("GET", id, staff)).status,
      (await picture("GET", id, "")).status,
    ]).toEqual([404, 401, 401]);
    const read = await portal.call(slug, "thread.read", {}, { cookie: mine, get: true });
    expect(await read.text()).toContain(id);
  });

  it("P6 V13 refuse what is no picture, what comes from another site, and an id that is somebody else's", async () => {
    expect((await picture("PUT", randomUUID(), mine, Buffer.from("<svg onload=alert(1)>"))).status).toBe(400);
    expect((await picture("PUT", randomUUID(), mine, jpeg, "https://evil.example")).status).toBe(403);
    const id = randomUUID();
    await picture("PUT", id, theirs, jpeg);
    expect((await picture("PUT", id, mine, jpeg)).status).toBe(409);
    expect((await picture("GET", id, mine)).status).toBe(404);
  });
});
