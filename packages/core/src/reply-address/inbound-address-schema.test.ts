import { expect, it } from "vitest";
import { inboundAddressSchema } from "./inbound-address-schema.ts";

it.each([
  ["reply.example.org", "reply.example.org"],
  ["  @Reply.Example.org. ", "reply.example.org"],
  [
    "451D9B70cf9364d23ff6f9d51d870251@inbound.postmarkapp.com",
    "451d9b70cf9364d23ff6f9d51d870251@inbound.postmarkapp.com",
  ],
  ["", null],
  [null, null],
])("V9 the inbound address is taken as it is pasted: %j", (pasted, kept) => {
  expect(inboundAddressSchema.parse(pasted)).toBe(kept);
});

it.each([
  "reply",
  "https://reply.example.org",
  "reply example.org",
  "-x.example.org",
  "box+token@inbound.example",
  `${"a".repeat(40)}@inbound.example`,
  `${"a.".repeat(100)}org`,
  "a@b@c.example",
  "reply.example.org\nBcc: x@y.example",
])("V9 what takes no mail is refused: %j", (pasted) => {
  expect(inboundAddressSchema.safeParse(pasted).success).toBe(false);
});
