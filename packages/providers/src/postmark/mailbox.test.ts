import { expect, it } from "vitest";
import { mailbox } from "./mailbox.ts";

it("quotes names, so that none can add an address or a header", () => {
  expect(mailbox("Riverside Dog Parks", "a@b.example")).toBe('"Riverside Dog Parks" <a@b.example>');
  expect(mailbox('Joe "Jo" \\ Sender, jr', "a@b.example")).toBe(
    '"Joe \\"Jo\\" \\\\ Sender, jr" <a@b.example>',
  );
  expect(mailbox("A\r\nBcc: x@y.example", "a@b.example")).toBe('"A Bcc: x@y.example" <a@b.example>');
  expect(mailbox("  ", "a@b.example")).toBe("a@b.example");
});
