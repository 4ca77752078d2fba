import { readPictureAddress } from "@packpost/core/picture/picture-name";
import { storedPictureSchema } from "@packpost/core/picture/stored-picture";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { samples } from "../../packages/core/src/picture/picture.fixture.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { fetchPicture, uploadPicture } from "../support/upload-picture.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
let organisation: TestOrganisation;
let session: Headers;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
  organisation = await world.organisation(1);
  session = await signIn(world, organisation, "senior");
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function upload(bytes: Uint8Array) {
  const answer = await uploadPicture(bytes, { session });
  expect(answer.status).toBe(200);
  const picture = storedPictureSchema.parse(await answer.json());
  return { ...picture, name: picture.address.slice(picture.address.lastIndexOf("/") + 1) };
}

describe("C5 a picture from upload to mailbox", () => {
  it("answers with its address and size, and serves the picture drawn anew", async () => {
    const photo = await samples.phonePhoto();
    const picture = await upload(photo);
    expect(picture.address.startsWith(`${appUrl}/pictures/`)).toBe(true);
    expect(readPictureAddress(picture.address)).toMatchObject({
      widthPx: 1_000,
      heightPx: 2_000,
      extension: "jpg",
    });
    const answer = await fetchPicture(picture.name);
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.byteLength).toBe(picture.bytes);
    expect(bytes.byteLength).toBeLessThan(photo.byteLength);
    expect(bytes.includes("PhoneMaker")).toBe(false);
    expect(await sharp(bytes).metadata()).toMatchObject({ format: "jpeg", width: 1_000, height: 2_000 });
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "content-length": String(bytes.byteLength),
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "cross-origin",
    });
  });

  it("is asked for again without being sent again, and tells its size alone", async () => {
    const { name, bytes } = await upload(await samples.drawing());
    const etag = (await fetchPicture(name)).headers.get("etag") ?? "";
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const answer = await fetchPicture(name, { headers: { "if-none-match": known } });
      expect([answer.status, await answer.text()]).toEqual([304, ""]);
    }
    expect((await fetchPicture(name, { headers: { "if-none-match": '"other"' } })).status).toBe(200);
    const head = await fetchPicture(name, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([
      200,
      String(bytes),
      "",
    ]);
  });

  it("K26 is in the preview and in the sent mail with its width, as it was put into the text", async () => {
    const [wide, small] = [await upload(await samples.webp()), await upload(await samples.seeThrough())];
    const bodyMarkdown = `Hello.\n\n![The new gate](${wide.address})\n\n![A ball](${small.address})`;
    const caller = await web.as(organisation, "owner");
    const campaignId = await world.draft(organisation, bodyMarkdown);
    const content = { subject: "We open again", preheader: "", bodyMarkdown };
    const preview = await caller.campaign.preview({ campaignId, passId: organisation.passId, ...content });
    expect(preview.problems).toEqual([]);
    const picture = (html: string | undefined, address: string) =>
      (html?.match(/<img[^>]*>/g) ?? []).find((tag) => tag.includes(`src="${address}"`));
    world.startWorker();
    await world.confirm(organisation, campaignId, 1);
    await world.hurry(campaignId);
    await world.wake(organisation, campaignId);
    await world.status(campaignId, "sent");
    const client = await world.simulator.client(organisation.token);
    const { Messages } = await client.getOutboundMessages({ count: 10 });
    const sent = await client.getOutboundMessageDetails(Messages[0]?.MessageID ?? "");
    for (const html of [preview.message?.html, sent.HtmlBody]) {
      expect(picture(html, wide.address)).toMatch(
        /alt="The new gate"[^>]*width="536"|width="536"[^>]*alt="The new gate"/,
      );
      expect(picture(html, small.address)).toContain('width="300"');
    }
    // What the mail names is what anybody is served.
    const name = wide.address.slice(wide.address.lastIndexOf("/") + 1);
    expect((await fetchPicture(name)).headers.get("content-type")).toMatch(/^image\/(png|jpeg)$/);
  });
});
