import { readdir, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { type StoredPicture, storedPictureSchema } from "@packpost/core/picture/stored-picture";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import { samples } from "../../packages/core/src/picture/picture.fixture.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { fetchPicture, uploadPicture } from "../support/upload-picture.ts";
import { waitUntil } from "../support/wait-until.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let session: Headers;
let photo: Buffer;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(1);
  session = await signIn(world, organisation, "senior");
  photo = await samples.phonePhoto();
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function kept(): Promise<{ rows: number; files: number }> {
  const { rows } = await world.owner.query(
    "select count(*)::int as n from picture where organisation_id = $1",
    [organisation.ctx.organisationId],
  );
  const folder = fileURLToPath(`${world.storageUrl}/pictures`);
  return { rows: rows[0].n, files: (await readdir(folder).catch(() => [])).length };
}

const refusalSchema = z.object({
  error: z.object({ code: z.string(), message: z.string(), nextStep: z.string() }),
});

async function refusedWith(answer: Response): Promise<{ status: number; message: string }> {
  const { error } = z.object({ error: z.object({ message: z.string() }) }).parse(await answer.json());
  return { status: answer.status, message: error.message };
}

async function store(bytes: Uint8Array, who: Headers, fileName?: string): Promise<StoredPicture> {
  const answer = await uploadPicture(bytes, { session: who, ...(fileName !== undefined && { fileName }) });
  return storedPictureSchema.parse(await answer.json());
}

/** A body in pieces, which may break off. */
function inPieces(pieces: readonly Uint8Array[], breaksOff = false): ReadableStream<Uint8Array> {
  const left = [...pieces];
  return new ReadableStream({
    pull(controller) {
      const piece = left.shift();
      if (piece !== undefined) controller.enqueue(Uint8Array.from(piece));
      else if (breaksOff) controller.error(new Error("connection reset"));
      else controller.close();
    },
  });
}

describe("who may upload a picture", () => {
  it("nobody without a session, a role that writes campaigns, or from another site", async () => {
    expect(await refusedWith(await uploadPicture(photo, {}))).toMatchObject({ status: 401 });
    const basic = await signIn(world, organisation, "basic");
    expect(await refusedWith(await uploadPicture(photo, { session: basic }))).toMatchObject({ status: 403 });
    for (const headers of [{ origin: "https://evil.example" }, { "sec-fetch-site": "cross-site" }])
      expect(await refusedWith(await uploadPicture(photo, { session, headers }))).toMatchObject({
        status: 403,
      });
    expect(await kept()).toEqual({ rows: 0, files: 0 });
  });
});

describe("what is no picture of ours", () => {
  it.each([
    ["an SVG that calls itself a PNG", samples.svg, "image/png"],
    ["a web page that calls itself a JPEG", samples.html, "image/jpeg"],
    ["a PDF", samples.pdf, "application/pdf"],
    ["a HEIC photo", samples.heic, "image/heic"],
    ["a TIFF", samples.tiff, "image/tiff"],
    ["a decompression bomb", samples.bomb, "image/png"],
    ["an animation bomb", samples.animationBomb, "image/gif"],
    ["half a photo", () => photo.subarray(0, photo.byteLength / 2), "image/jpeg"],
    ["nothing", () => new Uint8Array(), "image/jpeg"],
  ])("T51 %s is refused in words and not kept", async (_name, sample, type) => {
    const answer = await uploadPicture(await sample(), { session, headers: { "content-type": type } });
    const { error } = refusalSchema.parse(await answer.json());
    expect([answer.status, error.code]).toEqual([400, "invalid_input"]);
    expect(error.nextStep.length).toBeGreaterThan(20);
    expect(await kept()).toEqual({ rows: 0, files: 0 });
  });

  it("T38 is larger than 10 MB, by what it says or by what it is", async () => {
    const piece = new Uint8Array(1024 * 1024);
    const whole = new Uint8Array(11 * 1024 * 1024);
    expect(await refusedWith(await uploadPicture(whole, { session }))).toMatchObject({ status: 413 });
    const streamed = inPieces(Array.from({ length: 11 }, () => piece));
    expect(await refusedWith(await uploadPicture(streamed, { session }))).toEqual({
      status: 413,
      message: "This file is larger than 10 MB.",
    });
    expect(await kept()).toEqual({ rows: 0, files: 0 });
  });

  it("T38 is cut on its way, or shorter than it says", async () => {
    const half = photo.subarray(0, photo.byteLength / 2);
    const cut = await uploadPicture(inPieces([half], true), { session });
    expect(await refusedWith(cut)).toEqual({ status: 400, message: "The upload broke off." });
    const whole = inPieces([photo]);
    const short = await uploadPicture(whole, {
      session,
      headers: { "content-length": String(photo.byteLength + 1) },
    });
    expect(await refusedWith(short)).toEqual({ status: 400, message: "The upload broke off." });
    expect(await kept()).toEqual({ rows: 0, files: 0 });
  });
});

describe("a picture's place", () => {
  it("is kept once, however often and by whomever of an organisation the file comes", async () => {
    const colleague = await signIn(world, organisation, "owner");
    const bodies = await Promise.all(
      [session, session, colleague].map((who) => store(photo, who, "../../\0Hund 🐕.jpg")),
    );
    expect(new Set(bodies.map(({ address }) => address)).size).toBe(1);
    expect(await kept()).toEqual({ rows: 1, files: 1 });
    const { rows } = await world.owner.query("select id, file_name from picture");
    expect(rows[0].file_name).toBe("../../ Hund 🐕.jpg");
    const audit = await world.owner.query("select action from audit where subject_id = $1", [rows[0].id]);
    expect(audit.rows).toEqual([{ action: "picture.stored" }]);
  });

  it("is another organisation's own, under another key", async () => {
    const other = await world.organisation(1);
    const mine = await store(photo, session);
    const theirs = await store(photo, await signIn(world, other, "owner"));
    expect(theirs.address).not.toBe(mine.address);
    expect(theirs).toMatchObject({ widthPx: mine.widthPx, bytes: mine.bytes });
  });

  it("ends at the organisation's quota, with words, and leaves no file", async () => {
    const full = await world.organisation(1);
    await world.owner.query(
      `insert into picture (organisation_id, key, content_hash, extension, width, height, bytes, file_name, uploaded_by)
       values ($1, repeat('b', 26), repeat('b', 64), 'jpg', 1, 1, 999999990, '', $2)`,
      [full.ctx.organisationId, full.ctx.actor.id],
    );
    const before = await kept();
    const answer = await uploadPicture(photo, { session: await signIn(world, full, "owner") });
    expect(await refusedWith(answer)).toEqual({
      status: 413,
      message: "Your organisation's pictures have reached their limit of 1 GB together.",
    });
    expect(await kept()).toEqual(before);
  });

  it("that cannot be written or read is said, and leaves no row", async () => {
    const folder = fileURLToPath(world.storageUrl);
    const { address } = await store(photo, session);
    await rename(folder, `${folder}-away`);
    await writeFile(folder, "a file where the folder was");
    const before = (await kept()).rows;
    const answer = await uploadPicture(await samples.drawing(), { session });
    expect(await refusedWith(answer)).toEqual({
      status: 503,
      message: "The place where pictures are kept does not answer.",
    });
    const read = await fetchPicture(address.slice(address.lastIndexOf("/") + 1));
    expect([read.status, read.headers.get("retry-after")]).toEqual([503, "60"]);
    await rm(folder);
    await rename(`${folder}-away`, folder);
    expect((await kept()).rows).toBe(before);
  });

  it("answers 404 at once to every name that is not exactly one of its pictures", async () => {
    const { address } = await store(photo, session);
    const name = address.slice(address.lastIndexOf("/") + 1);
    const names = [
      ...[
        "",
        "a",
        "..",
        "../../secrets.json",
        "%2e%2e/secrets.json",
        "a\0b",
        `${name}/..`,
        `${name}.bak`,
        "x".repeat(5_000),
      ],
      ...[
        name.toUpperCase(),
        name.replace(/-\d+x/, "-1x"),
        name.replace(".jpg", ".png"),
        name.slice(1),
        `pictures/${name}`,
      ],
      `${"a".repeat(26)}-10x10.jpg`,
    ];
    for (const wrong of names) {
      const answer = await fetchPicture(wrong);
      expect([wrong, answer.status, await answer.text()]).toEqual([wrong, 404, ""]);
    }
    const right = await fetchPicture(name);
    expect([right.status, (await right.bytes()).byteLength > 0]).toEqual([200, true]);
  });
});

describe("who reads pictures slowly", () => {
  it("C17 holds 200 at once at most, however many ask in the same moment, and keeps nobody else out", async () => {
    const { address } = await store(photo, session);
    const name = address.slice(address.lastIndexOf("/") + 1);
    const answers = await Promise.all(Array.from({ length: 230 }, () => fetchPicture(name)));
    const held = answers.filter(({ status }) => status === 200);
    const refused = answers.filter(({ status }) => status !== 200);
    expect(held.length).toBe(200);
    for (const answer of refused)
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    // None of the 200 is read, none has gone away; somebody who reads gets the place of the slowest.
    const seen = await waitUntil("a picture for somebody else", async () => {
      const answer = await fetchPicture(name);
      return answer.status === 200 ? answer.bytes() : undefined;
    });
    expect(seen.byteLength).toBeGreaterThan(10_000);
    const cut = await Promise.allSettled(held.map((answer) => answer.bytes()));
    const reasons = cut.flatMap((read) => (read.status === "rejected" ? [String(read.reason)] : []));
    expect(reasons).toEqual(["Error: The reader has stopped"]);
  });

  it("C17 a picture that is not there, or known, holds no place", async () => {
    const names = Array.from({ length: 250 }, (_, n) => `${"a".repeat(26)}-${n + 1}x10.jpg`);
    const answers = await Promise.all(names.map((name) => fetchPicture(name)));
    const again = await Promise.all(names.map((name) => fetchPicture(name)));
    expect(again.filter(({ status }) => status === 404).length).toBeGreaterThanOrEqual(200);
    expect(answers.length).toBe(250);
  });
});
