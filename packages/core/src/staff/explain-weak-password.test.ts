import { expect, it } from "vitest";
import { explainWeakPassword } from "./explain-weak-password.ts";
import { LONGEST_PASSWORD } from "./password-length.ts";

const dana = {
  email: "dana.kim@riverside.example",
  name: "Dana Kim",
  organisationName: "Riverside Dog Parks",
};

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
  "1q2w3e4r5t6y",
  "q1w2e3r4t5y6",
  "qazwsxedcrfv",
  "1qaz2wsx3edc",
  "sunshine1234",
  "football2026",
  "qwertyuiop12",
  "monkey123456",
  "princess1234",
  "changeme1234",
  "trustno1trustno1",
  "superman1234",
  "abcdefghijkl",
  "P@ssw0rd1234",
  "letmein12345",
  "qwertzuiop12",
  "Sommer2026!!",
  "Winter2026!!",
  "DogPark2026!",
  "Hundepark2026",
  "Riverside2026!",
  "passwordpassword",
  // Hashed as, or guessed like, the plain one.
  "ｐａｓｓｗｏｒｄ１２３４",
  "pässwörd1234",
  "pass\u200bword1234",
])("O1 refuses %s", async (password) => expect(await explainWeakPassword(password, dana)).not.toBeNull());

it.each([
  "correct horse battery staple",
  "vier kleine Welpen",
  "собака любит парк",
  "犬は公園が大好きです本当に",
  "k7#fQ2z!pL9w",
  "danas three brown dogs",
  "blue tractor seven",
  "four brown dogs and ".repeat(8),
])("O1 takes %s", async (password) => expect(await explainWeakPassword(password, dana)).toBeNull());

it("O1 looks at the longest and most twisted password in bounded time", async () => {
  await explainWeakPassword("the lists are loaded now", dana);
  const startedMs = performance.now();
  await explainWeakPassword("4@8({[<6391!|7$5+%20".repeat(50).slice(0, LONGEST_PASSWORD), dana);
  // Unbounded this takes seconds; the limit leaves room for a crowded machine.
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
