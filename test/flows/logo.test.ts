import { findPortal } from "@packpost/core/organisation/find-portal";
import { readPictureAddress } from "@packpost/core/picture/picture-name";
import { storedPictureSchema } from "@packpost/core/picture/stored-picture";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { samples } from "../../packages/core/src/picture/picture.fixture.ts";
import { openWeb, type TestWeb } from "../support/open-web.ts";
import { appUrl, type TestOrganisation, TestWorld } from "../support/open-world.ts";
import { signIn } from "../support/sign-in.ts";
import { fetchPicture, uploadPicture } from "../support/upload-picture.ts";

const world = new TestWorld(inject("services"));
let web: TestWeb;
beforeAll(async () => {
  await world.open();
  web = await openWeb(world);
});
afterAll(async () => {
  await web.close();
  await world.close();
});

async function upload(organisation: TestOrganisation, bytes: Uint8Array, role: "owner" | "senior" = "owner") {
  return uploadPicture(bytes, { session: await signIn(world, organisation, role), use: "logo" });
}

const stored = async (answer: Response) => storedPictureSchema.parse(await answer.json());

async function previewOf(organisation: TestOrganisation): Promise<string> {
  const campaignId = await world.draft(organisation);
  const { message } = await (await web.as(organisation)).campaign.preview({
    ...{ campaignId, passId: organisation.passId, subject: "Hello", preheader: "", bodyMarkdown: "Hello." },
  });
  return message?.html ?? "";
}

async function portalOf({ ctx }: TestOrganisation) {
  const { rows } = await world.owner.query("select slug from organisation where id = $1", [
    ctx.organisationId,
  ]);
  return findPortal(world.orm, rows[0].slug);
}

describe("O2 the logo", () => {
  it("O2 drawn anew and small, it stands in place of the name in mails and on the customers' pages, and its picture stays for ever", async () => {
    const organisation = await world.organisation(1);
    const { name } = await (await web.as(organisation)).settings.get();
    expect(await previewOf(organisation)).not.toContain("/pictures/");
    const first = await stored(await upload(organisation, await samples.drawing(1_600, 400)));
    expect(first).toMatchObject({ widthPx: 480, heightPx: 120 });
    expect(first.bytes).toBeLessThanOrEqual(200_000);
    const html = await previewOf(organisation);
    expect(html).toMatch(new RegExp(`<img[^>]*alt="${name}"[^>]*src="${first.address}"[^>]*width="192"`));
    expect(html).toContain('height="48"');
    const path = new URL(first.address).pathname;
    expect((await portalOf(organisation))?.logo).toEqual({ path, widthPx: 480, heightPx: 120 });
    expect(await (await web.as(organisation, "admin")).settings.logo()).toMatchObject({ path });

    const second = await stored(await upload(organisation, await samples.seeThrough()));
    expect(second.address).not.toBe(first.address);
    const settings = (await web.as(organisation)).settings;
    await settings.removeLogo();
    await settings.removeLogo();
    expect(await settings.logo()).toBeNull();
    expect((await portalOf(organisation))?.logo).toBeNull();
    expect(await previewOf(organisation)).not.toContain("/pictures/");
    // Delivered mail shows those before.
    for (const { address } of [first, second])
      expect((await fetchPicture(address.slice(`${appUrl}/pictures/`.length))).status).toBe(200);
    const { rows } = await world.owner.query(
      "select detail->'after' as after from audit where organisation_id = $1 and action = 'settings.logo_changed' order by id",
      [organisation.ctx.organisationId],
    );
    expect(rows.map(({ after }) => after)).toEqual([expect.any(String), expect.any(String), null]);
  });

  it("O2 the same file as a picture of a mail is another picture, drawn to that size", async () => {
    const organisation = await world.organisation(1);
    const bytes = await samples.drawing(1_000, 400);
    const inMail = await stored(
      await uploadPicture(bytes, { session: await signIn(world, organisation, "owner") }),
    );
    const logo = await stored(await upload(organisation, bytes));
    expect([inMail.widthPx, logo.widthPx]).toEqual([1_000, 400]);
    expect(readPictureAddress(logo.address)?.key).not.toBe(readPictureAddress(inMail.address)?.key);
  });

  it.each([
    ["a drawing in SVG", async () => new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'/>")],
    ["no picture at all", async () => new TextEncoder().encode("GIF89a, but not really")],
    ["a page of HTML", async () => new TextEncoder().encode("<html><script>alert(1)</script>")],
  ])("O2 %s is refused, and the logo stays", async (_what, make) => {
    const organisation = await world.organisation(1);
    const kept = await stored(await upload(organisation, await samples.seeThrough()));
    const answer = await upload(organisation, await make());
    expect(answer.status).toBe(400);
    expect(await (await web.as(organisation)).settings.logo()).toMatchObject({
      path: new URL(kept.address).pathname,
    });
  });

  it("O2 is for owners and admins; senior staff, who upload pictures of mails, do not set it", async () => {
    const organisation = await world.organisation(1);
    expect((await upload(organisation, await samples.seeThrough(), "senior")).status).toBe(403);
    expect(await (await web.as(organisation)).settings.logo()).toBeNull();
  });
});
