import { randomUUID } from "node:crypto";
import { portalActor } from "@packpost/core/access/actor";
import { discardUpload } from "@packpost/core/attachment/discard-upload";
import { readAttachment } from "@packpost/core/attachment/read-attachment";
import { storeAttachment } from "@packpost/core/attachment/store-attachment";
import { listThreads } from "@packpost/core/conversation/inbox/list-threads";
import { openThread } from "@packpost/core/conversation/open-thread";
import { postMessage } from "@packpost/core/conversation/post-message";
import { readEntries } from "@packpost/core/conversation/read-entries";
import { receiveMessage } from "@packpost/core/conversation/receive-message";
import type { Role } from "@packpost/db/entities/staff-member.entity";
import { openStorage } from "@packpost/storage/open-storage";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { samples } from "../../packages/core/src/picture/picture.fixture.ts";
import { createFamily, createPass } from "../support/create-family.ts";
import {
  createTestOrganisation,
  type TestOrganisation as Tenant,
} from "../support/create-test-organisation.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let tenant: Tenant;
let passId: string;

beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  tenant = await createTestOrganisation(world.orm);
  passId = await createPass(tenant);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

const storage = () => openStorage({ kind: "folder", path: new URL(world.storageUrl).pathname });
const as = (role: Role, of = tenant) => ({ ...of.as(role), storage: storage() });
const asCustomer = (id: string) => ({ ...as("senior"), actor: portalActor(id) });

async function newThread() {
  const family = await createFamily(tenant, { passId, people: [{ firstName: "Maria" }] });
  const threadId = await openThread({ ctx: as("senior"), input: family });
  return { threadId, maria: family.customerIds[0] ?? "" };
}

async function upload(
  ctx: ReturnType<typeof as> | ReturnType<typeof asCustomer>,
  threadId: string,
  bytes?: Buffer,
  attachmentId: string = randomUUID(),
) {
  const input = {
    attachmentId,
    threadId,
    bytes: bytes ?? (await samples.phonePhoto()),
    fileName: "photo.jpg",
  };
  return (await storeAttachment({ ctx, input })).id;
}

function post(threadId: string, attachmentIds: string[], body = "") {
  const input = { threadId, entryId: randomUUID(), body, attachmentIds, seenNumber: null };
  return postMessage({ ctx: as("senior"), input });
}

const notFound = { code: "not_found" };
const read = (ctx: ReturnType<typeof as> | ReturnType<typeof asCustomer>, attachmentId: string) =>
  readAttachment({ ctx, input: { attachmentId } });

describe("V13 pictures in a conversation", () => {
  it("V13 a picture goes out with its message, drawn anew: upright, without place and maker", async () => {
    const { threadId, maria } = await newThread();
    const id = await upload(as("senior"), threadId);
    expect(await post(threadId, [id])).toMatchObject({ outcome: "posted" });
    const thread = await readEntries({ ctx: asCustomer(maria), input: { threadId, pageSize: 5 } });
    expect(thread.entries[0]).toMatchObject({
      body: "",
      attachments: [{ id, width: 1_000, height: 2_000, fileName: "photo.jpg" }],
    });
    const { bytes, contentType } = await read(asCustomer(maria), id);
    expect(contentType).toBe("image/jpeg");
    expect(Buffer.from(bytes).includes("PhoneMaker")).toBe(false);
    expect((await sharp(bytes).metadata()).exif).toBeUndefined();
    const list = await listThreads({ ctx: as("senior"), input: { filter: "active", pageSize: 50 } });
    expect(list.threads.find((line) => line.id === threadId)?.lastMessage).toMatchObject({
      hasPictures: true,
    });
  });

  it("V13 several keep their order, and the same upload again is the same picture", async () => {
    const { threadId } = await newThread();
    const ctx = as("senior");
    const small = await samples.drawing(120, 80);
    const first = await upload(ctx, threadId, small);
    const second = await upload(ctx, threadId, small);
    expect(await upload(ctx, threadId, small, first)).toBe(first);
    await post(threadId, [second, first], "Look");
    const thread = await readEntries({ ctx, input: { threadId, pageSize: 5 } });
    expect(thread.entries[0]?.attachments.map(({ id }) => id)).toEqual([second, first]);
  });

  it("V13 a customer's picture comes with their message", async () => {
    const { threadId, maria } = await newThread();
    const id = await upload(asCustomer(maria), threadId);
    const entry = { id: randomUUID(), kind: "message", via: "portal", customerId: maria, body: "" } as const;
    await receiveMessage({ ctx: asCustomer(maria), input: { threadId, entry, attachmentIds: [id] } });
    expect((await read(as("admin"), id)).bytes.byteLength).toBeGreaterThan(0);
  });

  it("V13 T51 a file that lies about its type, a bomb and what no screen shows are refused in words", async () => {
    const { threadId } = await newThread();
    const bad = [samples.html(), samples.svg(), await samples.tiff(), await samples.bomb(), samples.heic()];
    for (const bytes of [...bad, samples.animationBomb()])
      await expect(upload(as("senior"), threadId, bytes)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("T52 opens for nobody outside the thread's scope, and until it is sent for its uploader alone", async () => {
    const { threadId, maria } = await newThread();
    const other = await newThread();
    const foreign = await createTestOrganisation(world.orm);
    const id = await upload(as("senior"), threadId);
    await read(as("senior"), id);
    for (const ctx of [as("admin"), asCustomer(maria)])
      await expect(read(ctx, id)).rejects.toMatchObject(notFound);
    await post(threadId, [id]);
    await read(as("admin"), id);
    for (const ctx of [as("basic"), asCustomer(other.maria), as("owner", foreign)])
      await expect(read(ctx, id)).rejects.toMatchObject(notFound);
  });

  it("T12 unsent pictures come back to their uploader's draft, and can be taken out by them alone", async () => {
    const { threadId } = await newThread();
    const [kept, dropped] = [await upload(as("senior"), threadId), await upload(as("senior"), threadId)];
    const uploads = async (ctx = as("senior")) =>
      (await readEntries({ ctx, input: { threadId, pageSize: 5 } })).uploads.map(({ id }) => id);
    expect(await uploads()).toEqual([kept, dropped]);
    expect(await uploads(as("admin"))).toEqual([]);
    await discardUpload({ ctx: as("admin"), input: { attachmentId: dropped } });
    expect(await uploads()).toEqual([kept, dropped]);
    await discardUpload({ ctx: as("senior"), input: { attachmentId: dropped } });
    await discardUpload({ ctx: as("senior"), input: { attachmentId: dropped } });
    expect(await uploads()).toEqual([kept]);
    await post(threadId, [kept]);
    await discardUpload({ ctx: as("senior"), input: { attachmentId: kept } });
    await read(as("senior"), kept);
    expect(await uploads()).toEqual([]);
  });

  it("V13 says what is wrong in words of a conversation", async () => {
    const { threadId } = await newThread();
    for (const bytes of [samples.heic(), samples.svg(), samples.pdf(), await samples.bomb()]) {
      const refused: unknown = await upload(as("senior"), threadId, bytes).catch((error: unknown) => error);
      expect(String(refused)).not.toMatch(/mail/);
    }
  });

  it("V13 nothing is sent when a picture is another's, another thread's, or sent already", async () => {
    const { threadId } = await newThread();
    const other = await newThread();
    const theirs = await upload(as("admin"), threadId);
    const elsewhere = await upload(as("senior"), other.threadId);
    const sent = await upload(as("senior"), threadId);
    await post(threadId, [sent]);
    for (const id of [theirs, elsewhere, sent, randomUUID()])
      await expect(post(threadId, [id], "Look")).rejects.toMatchObject({ code: "conflict" });
    await expect(post(threadId, [], "  ")).rejects.toMatchObject({ code: "invalid_input" });
    const thread = await readEntries({ ctx: as("senior"), input: { threadId, pageSize: 5 } });
    expect(thread.entries).toHaveLength(1);
  });
});

describe("V13 the web's door", () => {
  it("takes an upload and gives it back to its own organisation's staff alone, never to a shared cache", async () => {
    const { PUT, GET } = await import("../../apps/web/src/app/api/attachments/[id]/route.ts");
    const organisation = await world.organisation(1);
    const session = await signIn(world, organisation, "senior");
    const caller = await web.as(organisation, "senior");
    const { rows } = await world.owner.query<{ id: string }>(
      "select id from family where organisation_id = $1",
      [organisation.ctx.organisationId],
    );
    const threadId = await caller.conversation.open({ familyId: rows[0]?.id ?? "" });
    const id = randomUUID();
    const params = { params: Promise.resolve({ id }) };
    const put = (headers: Headers) => {
      headers.set("origin", appUrl);
      headers.set("x-file-name", "photo.jpg");
      const body = Uint8Array.from(samples.pdf());
      const init: RequestInit = { method: "PUT", headers, body, duplex: "half" };
      return PUT(new Request(`${appUrl}/api/attachments/${id}?thread=${threadId}`, init), params);
    };
    expect((await put(new Headers())).status).toBe(401);
    expect((await put(new Headers(session))).status).toBe(400);
    const headers = new Headers(session);
    headers.set("origin", appUrl);
    const body = Uint8Array.from(await samples.drawing(120, 80));
    const init: RequestInit = { method: "PUT", headers, body, duplex: "half" };
    const kept = await PUT(new Request(`${appUrl}/api/attachments/${id}?thread=${threadId}`, init), params);
    expect(kept.status).toBe(200);
    const get = (who: Headers) =>
      GET(new Request(`${appUrl}/api/attachments/${id}`, { headers: who }), params);
    const answer = await get(new Headers(session));
    expect(answer.status).toBe(200);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "private, no-cache",
      "x-content-type-options": "nosniff",
    });
    const whole = Buffer.from(await answer.arrayBuffer());
    expect(whole.byteLength).toBeGreaterThan(20);
    // T52: kept by its etag, and a download that broke off goes on.
    const again = (asked: Record<string, string>) => {
      const who = new Headers(session);
      for (const [name, value] of Object.entries(asked)) who.set(name, value);
      return get(who);
    };
    const etag = answer.headers.get("etag") ?? "";
    expect((await again({ "if-none-match": etag })).status).toBe(304);
    const rest = await again({ range: "bytes=10-", "if-range": etag });
    expect([rest.status, rest.headers.get("content-range")]).toEqual([
      206,
      `bytes 10-${whole.byteLength - 1}/${whole.byteLength}`,
    ]);
    expect(whole.subarray(10).equals(Buffer.from(await rest.arrayBuffer()))).toBe(true);
    expect((await again({ range: "bytes=10-", "if-range": '"another"' })).status).toBe(200);
    expect((await again({ range: `bytes=${whole.byteLength}-` })).status).toBe(416);
    const foreign = await signIn(world, await world.organisation(1), "owner");
    expect((await get(new Headers(foreign))).status).toBe(404);
    expect((await get(new Headers())).status).toBe(401);
  });
});
