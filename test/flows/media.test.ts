import { randomUUID } from "node:crypto";
import { readdir } from "node:fs/promises";
import { portalActor } from "@packpost/core/access/actor";
import { fetchFiles } from "@packpost/core/attachment/fetch-files";
import { purgeUnsent } from "@packpost/core/attachment/purge-unsent";
import { readAttachment } from "@packpost/core/attachment/read-attachment";
import { storeAttachment } from "@packpost/core/attachment/store-attachment";
import { postMessage } from "@packpost/core/conversation/post-message";
import { retryText } from "@packpost/core/conversation/retry-text";
import { createMediaUrls } from "@packpost/core/media/media-link";
import { readMedia } from "@packpost/core/media/read-media";
import { openStorage } from "@packpost/storage/open-storage";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { samples } from "../../packages/core/src/picture/picture.fixture.ts";
import { openTexting } from "../support/open-texting.ts";
import { authSecret, TestWorld } from "../support/open-world.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

type Texting = Awaited<ReturnType<typeof openTexting>>;
const storage = () => openStorage({ kind: "folder", path: new URL(world.storageUrl).pathname });

/** Until nothing of an entry is still to come, as its workflow does. */
async function fetchAll(texting: Texting, entryId: string): Promise<number[]> {
  const waits: number[] = [];
  for (;;) {
    const step = await fetchFiles({ ctx: texting.worker, input: { entryId } });
    if (step.do === "end") return waits;
    waits.push(step.ms);
    if (waits.length > 20) throw new Error("it never ends");
  }
}

async function keptFiles(): Promise<number> {
  const path = new URL(world.storageUrl).pathname;
  return (await readdir(path, { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).length;
}

async function cameIn(texting: Texting) {
  return waitUntil("the text", async () => (await texting.entries()).at(-1));
}

async function postPicture(texting: Texting, bytes: Buffer, body = "Look") {
  const { ctx, home, mariaId } = texting;
  const [attachmentId, entryId] = [randomUUID(), randomUUID()];
  const input = {
    attachmentId,
    threadId: home.threadId,
    bytes,
    fileName: "a very long name of a dog's picture.jpg",
  };
  await storeAttachment({ ctx: { ...ctx, storage: storage() }, input });
  const text = { customerId: mariaId };
  await postMessage({
    ctx,
    input: { threadId: home.threadId, entryId, body, attachmentIds: [attachmentId], seenNumber: null, text },
  });
  const { id } = (await texting.deliveries()).at(-1);
  return { attachmentId, entryId, deliveryId: String(id) };
}

const mediaOf = (texting: Texting, token: string) =>
  readMedia({ orm: texting.ctx.orm, storage: storage(), secrets: [authSecret] }, token);

describe("T23 pictures that people text", () => {
  it("T23 V13 the text stands at once, its picture follows although the provider has it late", async () => {
    await using texting = await openTexting(world);
    await texting.text("Here he is", { picture: true });
    const before = await cameIn(texting);
    expect(before).toMatchObject({ body: "Here he is", attachments: [], files: [{ state: "coming" }] });
    const waits = await fetchAll(texting, before.id);
    expect(waits).toHaveLength(2);
    const after = await cameIn(texting);
    expect(after).toMatchObject({ files: [], attachments: [{ width: expect.any(Number) }] });
    expect(after.revision).toBeGreaterThan(before.revision);
    expect(await fetchAll(texting, before.id)).toEqual([]);
    const attachmentId = after.attachments[0]?.id ?? "";
    const own = { ...texting.ctx, actor: portalActor(texting.mariaId), storage: storage() };
    expect(await readAttachment({ ctx: own, input: { attachmentId } })).toMatchObject({ downloadAs: null });
  });

  it("T23 two that fetch it at once keep one file", async () => {
    await using texting = await openTexting(world);
    await texting.knobs({ mediaEarly404: 0 });
    await texting.text("At once", { picture: true });
    const { id: entryId } = await cameIn(texting);
    const before = await keptFiles();
    await Promise.all([1, 2, 3].map(() => fetchFiles({ ctx: texting.worker, input: { entryId } })));
    expect((await keptFiles()) - before).toBe(1);
    expect(await cameIn(texting)).toMatchObject({ files: [], attachments: [{ width: expect.any(Number) }] });
  });

  it("T23 one that breaks off between the file and its row leaves no second file behind", async () => {
    await using texting = await openTexting(world);
    await texting.knobs({ mediaEarly404: 0 });
    await texting.text("Breaks off", { picture: true });
    const { id: entryId } = await cameIn(texting);
    const before = await keptFiles();
    await world.owner.query(
      `create function break_off() returns trigger language plpgsql as $$ begin raise exception 'it breaks off'; end $$;
       create trigger break_off before update on attachment for each row when (new.entry_id = '${entryId}') execute function break_off()`,
    );
    const fetchOnce = () => fetchFiles({ ctx: texting.worker, input: { entryId } });
    for (let round = 0; round < 3; round++) await expect(fetchOnce()).rejects.toThrow("it breaks off");
    await world.owner.query("drop function break_off cascade");
    await fetchOnce();
    expect((await keptFiles()) - before).toBe(1);
    expect(await cameIn(texting)).toMatchObject({ files: [], attachments: [{ width: expect.any(Number) }] });
  });

  it("T23 says at its place why a picture will not come", async () => {
    await using texting = await openTexting(world);
    await texting.text("", { picture: true });
    const { id } = await cameIn(texting);
    await world.owner.query("update text_media set url = 'https://evil.example/x' where entry_id = $1", [id]);
    await fetchAll(texting, id);
    expect((await cameIn(texting)).files).toMatchObject([
      { state: "failed", trouble: expect.stringContaining("this account") },
    ]);
  });

  it("T23 gives up on what the provider never has, and the sweep finds what a crash has left", async () => {
    await using texting = await openTexting(world);
    await texting.knobs({ mediaEarly404: 1_000_000 });
    await texting.text("", { picture: true });
    const { id } = await cameIn(texting);
    expect(await fetchFiles({ ctx: texting.worker, input: { entryId: id } })).toMatchObject({ do: "wait" });
    await world.owner.query(
      "update attachment set created_at = now() - interval '2 hours' where entry_id = $1",
      [id],
    );
    const { rows } = await world.owner.query("select entry_id from entries_with_files_to_fetch()");
    expect(rows).toContainEqual({ entry_id: id });
    await fetchAll(texting, id);
    expect((await cameIn(texting)).files).toMatchObject([{ state: "failed" }]);
  });
});

describe("T24 pictures that go out with a text", () => {
  it("T24 V13 small, under a link for this text alone that ends", async () => {
    await using texting = await openTexting(world);
    const noise = await samples.noise();
    const { attachmentId, deliveryId } = await postPicture(texting, noise);
    await texting.advance(deliveryId);
    await texting.status(deliveryId, "delivered");
    const url = texting.worker.mediaUrlOf({ deliveryId, attachmentId, extension: "jpg" }, 0);
    const [, , token = "", name = ""] = new URL(url).pathname.split("/");
    expect(name).toMatch(/^[a-z0-9.-]{1,20}$/);
    const picture = await mediaOf(texting, token);
    expect(picture?.contentType).toBe("image/jpeg");
    expect(picture?.bytes.byteLength).toBeLessThanOrEqual(500_000);
    expect((await sharp(picture?.bytes).metadata()).format).toBe("jpeg");
    const { organisationId } = texting.ctx;
    const late = createMediaUrls({
      ...{ appUrl: "http://x.example", authSecret, organisationId },
      now: () => Date.now() - 16 * 60_000,
    })({ deliveryId, attachmentId, extension: "jpg" }, 0);
    const tokenOf = (address: string) => new URL(address).pathname.split("/")[2] ?? "";
    const other = await postPicture(texting, await samples.drawing(120, 80));
    const swapped = texting.worker.mediaUrlOf(
      { deliveryId: other.deliveryId, attachmentId, extension: "jpg" },
      0,
    );
    for (const wrong of [tokenOf(late), tokenOf(swapped), `A${token.slice(1)}`, token.slice(0, -4), "x", ""])
      expect(await mediaOf(texting, wrong), wrong).toBeNull();
  });

  it("T24 the web answers HEAD and GET alike without a session, 404 once it is over", async () => {
    await using texting = await openTexting(world);
    const { attachmentId, deliveryId } = await postPicture(texting, await samples.drawing(120, 80), "");
    const { openWeb } = await import("../support/open-web.ts");
    const web = await openWeb(world);
    const { GET, HEAD } = await import("../../apps/web/src/app/media/[token]/[name]/route.ts");
    const url = texting.worker.mediaUrlOf({ deliveryId, attachmentId, extension: "png" }, 0);
    const [, , token = "", name = ""] = new URL(url).pathname.split("/");
    const ask = (method: "GET" | "HEAD", asked = token) =>
      (method === "GET" ? GET : HEAD)(new Request(url, { method }), {
        params: Promise.resolve({ token: asked, name }),
      });
    const [head, get] = [await ask("HEAD"), await ask("GET")];
    for (const header of ["content-type", "content-length"])
      expect(head.headers.get(header)).toBe(get.headers.get(header));
    expect(get.headers.get("content-type")).toBe("image/png");
    expect(get.headers.get("cross-origin-resource-policy"), "shown on the provider's own pages").toBe(
      "cross-origin",
    );
    expect((await get.arrayBuffer()).byteLength).toBe(Number(get.headers.get("content-length")));
    expect((await ask("GET", `A${token.slice(1)}`)).status).toBe(404);
    await web.close();
  });

  it("T24 a retried text carries its picture again, and words are not needed beside one", async () => {
    await using texting = await openTexting(world);
    const { deliveryId } = await postPicture(texting, await samples.drawing(120, 80), "");
    await world.owner.query("update delivery set failed_at = now() where id = $1", [deliveryId]);
    expect(await retryText({ ctx: texting.ctx, input: { deliveryId } })).toEqual({ outcome: "waiting" });
    await texting.advance(deliveryId);
    await texting.status(deliveryId, "delivered");
  });
});

describe("V13 uploads that are never sent", () => {
  it("V13 are deleted after a week with their files; sent ones and young ones stay", async () => {
    await using texting = await openTexting(world);
    const { ctx, worker, home } = texting;
    const files = { ...ctx, storage: storage() };
    const uploads: string[] = [];
    for (let count = 0; count < 2; count += 1) {
      const attachmentId = randomUUID();
      const input = {
        attachmentId,
        threadId: home.threadId,
        bytes: await samples.drawing(120, 80),
        fileName: "a.png",
      };
      await storeAttachment({ ctx: files, input });
      uploads.push(attachmentId);
    }
    const sent = await postPicture(texting, await samples.drawing(120, 80));
    const [old = "", young = ""] = uploads;
    const { rows } = await world.owner.query(
      "update attachment set created_at = now() - interval '8 days' where id = any ($1) returning id, key, extension",
      [[old, sent.attachmentId]],
    );
    const row = rows.find(({ id }) => id === old);
    const file = `attachments/${row.key}.${row.extension}`;
    expect(await storage().get(file)).not.toBeNull();
    expect(await purgeUnsent({ ctx: worker })).toBe(1);
    expect(await purgeUnsent({ ctx: worker })).toBe(0);
    expect(await storage().get(file)).toBeNull();
    for (const attachmentId of [young, sent.attachmentId])
      expect(
        (await readAttachment({ ctx: files, input: { attachmentId } })).bytes.byteLength,
      ).toBeGreaterThan(0);
    await expect(readAttachment({ ctx: files, input: { attachmentId: old } })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
