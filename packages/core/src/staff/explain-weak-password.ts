const SHORTEST = 12;

/** Parts of which guessers' lists are made; a long password of nothing else is guessed first. */
const wellKnown =
  /^(?:password|passwort|packpost|welcome|qwerty|qwertz|letmein|iloveyou|admin|login|secret|dog|abc|[0-9]|[^\p{L}\p{N}])+$/iu;

/**
 * Why a password is too easily guessed, in words; null when it is not. Length counts, not kinds of characters.
 * @source NIST SP 800-63B-4, 3.1.1.2
 */
export function explainWeakPassword(
  password: string,
  person: { email: string; name: string },
): string | null {
  if ([...password].length < SHORTEST)
    return `A password has at least ${SHORTEST} characters: three or four words do.`;
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5) return "This repeats a few characters. Take three or four words instead.";
  if (wellKnown.test(plain))
    return "This is among the first that somebody guesses. Take three or four words instead.";
  const own = [person.email, person.email.split("@")[0] ?? "", ...person.name.split(/\s+/)].map((part) =>
    part.toLowerCase(),
  );
  const rest = own.filter((part) => part.length > 2).reduce((left, part) => left.replaceAll(part, ""), plain);
  if (rest.replace(/[^\p{L}\p{N}]/gu, "").length < 6)
    return "This is little more than your name or address. Take three or four words instead.";
  return null;
}
