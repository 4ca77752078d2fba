import { describe, expect, it } from "vitest";
import { markers } from "./markers.ts";
import { readReply } from "./read-reply.ts";

const read = (text: string, more: { html?: string; strippedText?: string } = {}) =>
  readReply({ text, html: "", strippedText: "", ...more });

describe("V9 what somebody wrote in a mail", () => {
  it.each([
    [
      "Gmail, quoted",
      "Yes please\n\nOn Mon, Nov 30, 2026 at 10:00 AM Dana <x@y.z> wrote:\n\n> — Reply above this line —\n>\n> Dana\n> When?\n",
    ],
    [
      "Gmail, without a blank line",
      "Yes please\nOn Mon, Nov 30, 2026 at 10:00 AM Dana <x@y.z> wrote:\n\n> — Reply above this line —\n> Dana",
    ],
    [
      "Outlook, not quoted",
      "Yes please\r\n\r\nFrom: Dana\r\nSent: Monday\r\nSubject: x\r\n\r\n— Reply above this line —\r\n\r\nDana\r\nWhen?",
    ],
    [
      "Outlook in German, bold",
      "Yes please\n\n*Von:* Dana\n*Gesendet:* Montag\n\n*— Antworten Sie über dieser Zeile —*\n\nDana",
    ],
    ["without our marker", "Yes please\n\nOn Mon, Nov 30, 2026 at 10:00 AM Dana <x@y.z> wrote:\n> When?\n"],
  ])("V9 T43 %s", (_name, text) => {
    const { body, fullText } = read(text);
    expect(body).toBe("Yes please");
    expect(fullText).toContain("Dana");
  });

  it.each([...markers])("V9 T43 knows its own line, also as it was before: %s", (marker) => {
    expect(read(`Yes please\n\nDana:\n\n> — ${marker} —\n> Dana\n> When?`).body).toBe("Yes please");
    expect(read(`Yes please\n\n— ${marker} —\nDana\nWhen?`).body).toBe("Yes please");
  });

  it("V9 T43 keeps answers between the quoted lines", () => {
    const text =
      "see below\n\nOn Mon, Dana wrote:\n> — Reply above this line —\n> when?\nAt ten\n> where?\nAt the gate\n";
    expect(read(text).body).toBe("see below\n\nAt ten\nAt the gate");
  });

  it("V9 T43 shows all of it where next to nothing would be left, unless the provider knows better", () => {
    const text = "> — Reply above this line —\n> hello";
    expect(read(text)).toEqual({ body: text, fullText: null });
    expect(read(text, { strippedText: "Fine by me" })).toEqual({ body: "Fine by me", fullText: text });
  });

  it("V9 leaves what only looks quoted, and a short answer alone", () => {
    expect(read("From: when can we come?\nMaria")).toEqual({
      body: "From: when can we come?\nMaria",
      fullText: null,
    });
    expect(read("👍👍👍").body).toBe("👍👍👍");
  });

  it("V9 T45 takes the text from the HTML where there is no other", () => {
    const html =
      "<div>Yes <b>please</b></div><style>x{}</style><blockquote>On Monday<br>Dana wrote</blockquote>";
    expect(read(" \n", { html }).body).toBe("Yes please");
  });

  it.each([
    ["blanks", `On ${" ".repeat(90_000)}`],
    ["words", `On ${"a ".repeat(45_000)} wrote`],
    ["lines", "On x\n".repeat(20_000)],
    ["marks", `${">".repeat(50)}\n`.repeat(2_000)],
    ["underscores", "_".repeat(99_000)],
  ])("V9 T44 is done in a moment with a hundred thousand %s", (_name, text) => {
    const before = performance.now();
    read(text);
    read("", { html: text.replaceAll("\n", "<blockquote>") });
    expect(performance.now() - before).toBeLessThan(3_000);
  });
});
