import { randomUUID } from "node:crypto";
import { fetchFiles } from "@packpost/core/attachment/fetch-files";
import { readAttachment } from "@packpost/core/attachment/read-attachment";
import { placeMail } from "@packpost/core/inbound-mail/place-mail";
import { takeMail } from "@packpost/core/inbound-mail/take-mail";
import { openStorage } from "@packpost/storage/open-storage";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { samples } from "../../packages/core/src/picture/picture.fixture.ts";
import { openTexting } from "../support/open-texting.ts";
import { TestWorld } from "../support/open-world.ts";

const world = new TestWorld(inject("services"));
beforeAll(() => world.open());
afterAll(() => world.close());

const storage = () => openStorage({ kind: "folder", path: new URL(world.storageUrl).pathname });

describe("T45 what is attached to a mail", () => {
  it("T45 every part is shown: pictures by their content, other files as downloads, what is too much with its reason", async () => {
    await using texting = await openTexting(world);
    const { ctx, worker } = texting;
    const { rows } = await world.owner.query("select email from customer where id = $1", [texting.mariaId]);
    const parts = [
      {
        name: "inline.png",
        contentType: "image/png",
        contentId: "<a@b>",
        content: await samples.drawing(120, 80),
      },
      { name: "no type", contentType: "", contentId: null, content: await samples.drawing(120, 80) },
      { name: "plan.pdf", contentType: "application/pdf", contentId: null, content: samples.pdf() },
      { name: "liar.png", contentType: "image/png", contentId: "<c@d>", content: samples.html() },
      { name: "bomb.png", contentType: "image/png", contentId: null, content: await samples.bomb() },
      { name: "film.mov", contentType: "video/quicktime", contentId: null, content: null },
    ];
    const mail = {
      ...{ providerMessageId: randomUUID(), from: { name: "Maria", address: String(rows[0].email) } },
      ...{ to: ["help@test.example"], subject: "Papers", messageId: null, references: [] },
      ...{ text: "Here they are", html: "", strippedText: "", automatic: false, headers: [] },
    };
    const attachments = parts.map((part) => ({ ...part, bytes: part.content?.byteLength ?? 99_000_000 }));
    await takeMail({ ctx, input: { mail, attachments } });
    const kept = await world.owner.query("select id from inbound_mail where provider_message_id = $1", [
      mail.providerMessageId,
    ]);
    const mailId = String(kept.rows[0].id);
    await placeMail({ ctx: worker, input: { mailId } });
    expect(await fetchFiles({ ctx: texting.worker, input: { entryId: mailId } })).toEqual({ do: "end" });
    const entry = (await texting.entries()).find(({ id }) => id === mailId);
    expect(entry?.attachments.map(({ fileName }) => fileName)).toEqual(["inline.png", "no type"]);
    expect(entry?.files.map(({ fileName, state }) => [fileName, state])).toEqual([
      ["plan.pdf", "kept"],
      ["liar.png", "kept"],
      ["bomb.png", "failed"],
      ["film.mov", "failed"],
    ]);
    const read = (attachmentId: string) =>
      readAttachment({ ctx: { ...ctx, storage: storage() }, input: { attachmentId } });
    expect(await read(entry?.files[1]?.id ?? "")).toMatchObject({
      contentType: "application/octet-stream",
      downloadAs: "liar.png",
    });
    await expect(read(entry?.files[2]?.id ?? "")).rejects.toMatchObject({ code: "not_found" });
    await expect(
      readAttachment({
        ctx: { ...(await openTexting(world)).ctx, storage: storage() },
        input: { attachmentId: entry?.files[0]?.id ?? "" },
      }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
