import { expect, it } from "vitest";
import { explainWeakPassword } from "./explain-weak-password.ts";

const dana = { email: "dana.kim@riverside.example", name: "Dana Kim" };

it.each([
  "short",
  "aaaaaaaaaaaaaaa",
  "abababababab",
  "password1234",
  "Passwort!!2026",
  "123456789012",
  "packpost-admin-1",
  "dana.kim@riverside.example",
  "DanaKim-12345",
  "dana.kim.2026",
])("O1 refuses %s", (password) => expect(explainWeakPassword(password, dana)).not.toBeNull());

it.each([
  "correct horse battery staple",
  "vier kleine Welpen",
  "собака любит парк",
  "k7#fQ2z!pL9w",
  "danas three brown dogs",
])("O1 takes %s", (password) => expect(explainWeakPassword(password, dana)).toBeNull());
