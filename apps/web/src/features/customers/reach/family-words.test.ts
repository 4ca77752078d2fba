import type { ReachablePerson } from "@packpost/core/customer/reach/family-line-sql";
import { expect, it } from "vitest";
import { formatReached, formatWay, groupWays, isReached, mendOf } from "./family-words.ts";

const maria: ReachablePerson = {
  ...{ id: "1", number: 1, name: "Maria Okafor", contact: "primary" },
  ...{ email: "maria@mail.example", emailState: "unsubscribed", emailReasons: [{ code: "unsubscribed" }] },
  ...{ phone: "+1 202 555 0142", textState: "on", textReason: null },
  ...{ portal: "can", signedInAt: null },
};
const tom: ReachablePerson = {
  ...maria,
  ...{ id: "2", name: "Tom Okafor", email: null, emailState: "no_address" },
  emailReasons: [{ code: "no_email" }],
  ...{ phone: null, textState: "no_number", textReason: "no_number", portal: "no_address" },
};

it("P11 who wants no campaigns can be reached by mail all the same", () => {
  expect(isReached(maria, "email")).toBe(true);
  expect(formatReached({ people: [maria] }, "email")).toEqual({ tone: "spruce", words: "Everybody" });
});

it("P11 names who of a family can be reached, and who not", () => {
  expect(formatReached({ people: [maria, tom] }, "text")).toEqual({
    ...{ tone: "marigold", words: "Maria, not Tom" },
  });
  expect(formatReached({ people: [tom] }, "portal")).toEqual({ tone: "red", words: "Nobody" });
});

it("P11 says of several ways at once what holds of each", () => {
  expect(groupWays({ people: [maria] })).toEqual([
    { ways: "Email, texts, own pages", tone: "spruce", words: "Everybody" },
  ]);
  expect(groupWays({ people: [{ ...maria, textState: "unsubscribed" }] })).toEqual([
    { ways: "Email, own pages", tone: "spruce", words: "Everybody" },
    { ways: "Texts", tone: "red", words: "Nobody" },
  ]);
});

it("P11 says what mends it and where; a STOP only they can lift", () => {
  expect(mendOf(maria, "email")).toBeNull();
  expect(mendOf(tom, "email")).toEqual({ words: "Add an address", href: "/customers/2?edit=email" });
  expect(mendOf(tom, "text")).toEqual({ words: "Add a number", href: "/customers/2?edit=phone" });
  expect(mendOf({ ...tom, textReason: "opted_out", textState: "unsubscribed" }, "text")).toBeNull();
  const bounced: ReachablePerson = {
    ...{ ...maria, emailState: "blocked", emailReasons: [{ code: "hard_bounced" }], portal: "bounced" },
  };
  expect(mendOf(bounced, "email")?.href).toBe("/settings/blocked-addresses?q=maria%40mail.example");
  expect(mendOf(bounced, "portal")?.href).toBe("/customers/1?edit=email");
  expect(formatWay(tom, "portal", "UTC")).toBe("Needs an address to sign in");
});
