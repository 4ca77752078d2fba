import { describe, expect, it } from "vitest";
import { readInbound } from "./read-inbound.ts";

const read = (payload: object) => {
  const reading = readInbound(JSON.stringify({ MessageID: "m-1", ...payload }));
  if (!reading.ok) throw new Error(reading.providerMessage);
  return reading;
};
const withHeader = (Name: string, Value: string, From = "maria@mail.example") =>
  read({ From, Headers: [{ Name, Value }] }).mail;

describe("V9 a mail as Postmark posts it", () => {
  it("V9 T37 gives every address that it was sent to, the one it was taken at first", () => {
    const { mail } = read({
      OriginalRecipient: "abc+token@inbound.example",
      ToFull: [{ Email: "token@reply.example", Name: "" }],
      CcFull: [{ Email: "other@mail.example", Name: "O" }],
    });
    expect(mail.to).toEqual(["abc+token@inbound.example", "token@reply.example", "other@mail.example"]);
  });

  it("V9 T39 reads what it answers, the nearest first; a literal null is no id", () => {
    const Headers = [
      { Name: "In-Reply-To", Value: "<c@x>" },
      { Name: "References", Value: "<a@x>\r\n <b@x> <c@x>" },
      { Name: "Message-ID", Value: "<me@mail>" },
    ];
    expect(read({ Headers }).mail).toMatchObject({ messageId: "me@mail", references: ["c@x", "b@x", "a@x"] });
    const nulls = ["In-Reply-To", "References", "Message-ID"].map((Name) => ({ Name, Value: "null" }));
    expect(read({ Headers: nulls }).mail).toMatchObject({
      messageId: null,
      references: [],
      automatic: false,
    });
    expect(read({ Headers: null, TextBody: null, Attachments: null, ToFull: null }).mail.text).toBe("");
  });

  it.each([
    ["Auto-Submitted", "auto-replied"],
    ["auto-submitted", "auto-generated; owner-email=x"],
    ["X-Autoreply", "yes"],
    ["X-Autorespond", "out of office"],
    ["Precedence", "bulk"],
    ["Precedence", "auto_reply"],
    ["Precedence", "Junk"],
    ["Return-Path", "<>"],
    ["List-Id", "<news.example>"],
  ])("V9 T41 %s: %s is a program's", (name, value) => {
    expect(withHeader(name, value).automatic).toBe(true);
  });

  it.each([
    ["Auto-Submitted", "no"],
    ["X-Auto-Response-Suppress", "All"],
    ["Precedence", "normal"],
    ["Return-Path", "<maria@mail.example>"],
  ])("V9 T41 %s: %s is a person's", (name, value) => {
    expect(withHeader(name, value).automatic).toBe(false);
  });

  it("V9 T41 a mail server is no person", () => {
    expect(withHeader("X-A", "b", "MAILER-DAEMON@mail.example").automatic).toBe(true);
  });

  it("V9 T45 keeps attachments up to their limit, and of larger ones their name and size", () => {
    const of = (bytes: number) => ({
      Name: "a.jpg",
      ContentType: "image/jpeg",
      Content: Buffer.alloc(bytes).toString("base64"),
    });
    const { attachments } = read({ Attachments: [of(3), of(11 * 1024 * 1024)] });
    expect(attachments.map(({ bytes, content }) => [bytes, content?.length ?? null])).toEqual([
      [3, 3],
      [11 * 1024 * 1024, null],
    ]);
  });

  it("V9 bounds what it keeps, and refuses what has no id", () => {
    const { mail } = read({ TextBody: "x".repeat(1_200_000), Subject: "😀".repeat(1_000) });
    expect(mail.text).toHaveLength(1_000_000);
    expect(mail.subject.isWellFormed()).toBe(true);
    expect(readInbound("{}").ok).toBe(false);
    expect(readInbound("no json").ok).toBe(false);
  });
});
