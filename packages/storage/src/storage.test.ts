import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openStorage } from "./open-storage.ts";
import { S3Store } from "./s3-store.fixture.ts";
import { storageUrlSchema } from "./storage-url.ts";

const store = new S3Store();
let folder = "";
const urls: Record<string, string> = {};
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "packpost storage-"));
  urls.folder = pathToFileURL(folder).href;
  urls.path = folder;
  urls.s3 = await store.start();
});
afterAll(async () => {
  await store.stop();
  await rm(folder, { recursive: true });
});

const open = (url: string | undefined) => openStorage(storageUrlSchema.parse(url));
const bytes = new Uint8Array(300_000).map((_, index) => index % 251);

describe.each(["folder", "path", "s3"])("storage in a %s", (kind) => {
  it("keeps a file, gives it back byte for byte, replaces and forgets it", async () => {
    const storage = open(urls[kind]);
    const name = `pictures/${kind}-1x1.png`;
    expect(await storage.get(name)).toBeNull();
    await storage.put(name, bytes, "image/png");
    expect(Buffer.compare((await storage.get(name)) ?? Buffer.alloc(0), bytes)).toBe(0);
    await storage.put(name, bytes.subarray(0, 7), "image/png");
    expect((await storage.get(name))?.byteLength).toBe(7);
    await storage.remove(name);
    await storage.remove(name);
    expect(await storage.get(name)).toBeNull();
  });

  it("refuses names that lead out of it", async () => {
    const storage = open(urls[kind]);
    for (const name of ["../outside", "pictures/../../outside", "a\0b", "%2e%2e/outside"]) {
      await expect(storage.put(name, bytes, "image/png"), name).rejects.toThrow();
      await expect(storage.get(name), name).rejects.toThrow();
    }
  });
});

describe("storage in an S3-compatible store", () => {
  it("T53 adds no checksums that other stores refuse, no rights, and keeps to its folder", async () => {
    await open(urls.s3).put("pictures/x.png", bytes, "image/png");
    const put = store.seen.findLast(({ method }) => method === "PUT");
    expect(put?.path).toBe("/files/packpost/pictures/x.png");
    expect(put?.headers).toMatchObject({ "content-type": "image/png", "content-length": "300000" });
    const names = Object.keys(put?.headers ?? {});
    expect(names.filter((name) => /checksum|sdk-checksum|trailer|x-amz-acl/.test(name))).toEqual([]);
    expect(put?.headers.authorization).toContain("Credential=key/");
    expect(put?.headers.authorization).toContain("/eu-1/s3/");
  });

  it("tells a store that fails from a file that is not there", async () => {
    store.failWith = 403;
    await expect(open(urls.s3).get("pictures/none.png")).rejects.toThrow();
    store.failWith = undefined;
    expect(await open(urls.s3).get("pictures/none.png")).toBeNull();
  });
});

it("a folder is made with the first file and holds nothing else", async () => {
  const path = join(folder, "made", "later");
  await open(path).put("a/b.png", bytes, "image/png");
  expect(await readdir(path)).toEqual(["a"]);
});

describe("STORAGE_URL", () => {
  it("is read whole", () => {
    expect(storageUrlSchema.parse("s3://AK:s%2Fk@s3.example.org:9000/bucket/a/b?region=eu-1")).toEqual({
      kind: "s3",
      endpoint: "https://s3.example.org:9000",
      bucket: "bucket",
      prefix: "a/b/",
      region: "eu-1",
      accessKeyId: "AK",
      secretAccessKey: "s/k",
    });
    expect(storageUrlSchema.parse("file:///srv/my%20files")).toEqual({
      kind: "folder",
      path: "/srv/my files",
    });
  });

  it.each([
    ["s3://AK@s3.example.org/bucket", "the secret key"],
    ["s3://:secret@s3.example.org/bucket", "the access key"],
    ["s3://AK:secret@s3.example.org", "the bucket"],
    ["s3://AK:secret@s3.example.org/", "the bucket"],
    ["s3://s3.example.org/bucket", "the access key before the colon and the secret key"],
    ["s3+http://AK:secret@s3.example.org/bucket", "this machine alone"],
    ["s3://AK:sec%ret@s3.example.org/bucket", "%25"],
    ["https://s3.example.org/bucket", "begin with"],
    ["data/files", "begin with"],
    ["file://files/x", "three slashes"],
    ["", "begin with"],
  ])("refuses half of it, naming what is missing and no secret: %s", (url, part) => {
    const { error } = storageUrlSchema.safeParse(url);
    expect(error?.issues[0]?.message).toContain(part);
    expect(error?.message).not.toContain("ecret@");
  });
});
