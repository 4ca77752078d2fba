import { expect, it } from "vitest";
import { mailbox } from "./mailbox.ts";

it("quotes names, so that none can add an address or a header", () => {
  expect(mailbox({ name: "Riverside Dog Parks", email: "a@b.example" })).toBe(
    '"Riverside Dog Parks" <a@b.example>',
  );
  expect(mailbox({ name: 'Joe "Jo" \\ Sender, jr', email: "a@b.example" })).toBe(
    '"Joe \\"Jo\\" \\\\ Sender, jr" <a@b.example>',
  );
  expect(mailbox({ name: "A\r\nBcc: x@y.example", email: "a@b.example" })).toBe(
    '"A Bcc: x@y.example" <a@b.example>',
  );
  expect(mailbox({ name: "  ", email: "a@b.example" })).toBe("a@b.example");
});
