import { expect, it } from "vitest";
import { pathOfKept } from "./path-of-kept.ts";

it.each([
  ["/customers/old", "/customers/new?merged=old"],
  ["/customers/old/emails?view=notes", "/customers/new/emails?view=notes&merged=old"],
  ["/customers/old/messages?merged=older", "/customers/new/messages?merged=old"],
  ["/customers/older/emails", "/customers/new?merged=old"],
  ["//elsewhere.example/customers/old/emails", "/customers/new/emails?merged=old"],
  ["", "/customers/new?merged=old"],
])("P11 the old page %s of a merged record leads to %s", (path, expected) => {
  expect(pathOfKept(path, "old", "new")).toBe(expected);
});
