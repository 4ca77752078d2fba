import type { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { SHORTEST_PASSWORD } from "./password-length.ts";

/** Guesses that a password must withstand: the estimator's best score. */
const FEWEST_GUESSES = 1e10;

/** What the estimator looks at of a password, and tries of its letter swaps: its cost grows with both, and the sender chooses them. */
const CHECKED_LENGTH = 40;
const MOST_SWAPS = 4;

/** Words that belong to the product; the person's own and the organisation's are added. */
const productWords = ["packpost", "welpen", "hund", "hundepark", "dog", "dogs", "park", "puppy"];

/** Parts of which guessers' lists are made; a long password of nothing else is guessed first, however long it is. */
const wellKnown =
  /^(?:password|passwort|packpost|welcome|qwerty|qwertz|letmein|iloveyou|admin|login|secret|dog|abc|[0-9]|[^\p{L}\p{N}])+$/iu;

const firstGuessed =
  "This is among the first that somebody guesses. Take three or four words that have nothing to do with each other.";

/** Whose password it is, and where. */
export interface PasswordOwner {
  readonly email: string;
  readonly name: string;
  readonly organisationName: string;
}

/**
 * Why a password is too easily guessed, in words; null when it is not. Looks at it as it is hashed (NFKC), without accents,
 * against lists of leaked passwords, words and names, keyboard rows, dates and repetitions.
 * @source NIST SP 800-63B-4, 3.1.1.2
 */
export async function explainWeakPassword(password: string, owner: PasswordOwner): Promise<string | null> {
  const hashed = password.normalize("NFKC");
  if ([...hashed].length < SHORTEST_PASSWORD)
    return `A password has at least ${SHORTEST_PASSWORD} characters: three or four words do.`;
  const plain = withoutAccents(hashed).toLowerCase();
  if (new Set(plain).size < 5) return "This repeats a few characters. Take three or four words instead.";
  if (wellKnown.test(plain)) return firstGuessed;
  if (lettersBeyond(plain, owner) < 6)
    return "This is little more than your name or address. Take three or four words instead.";
  const estimator = await loadEstimator();
  const { guesses } = estimator.check(withoutAccents(hashed).slice(0, CHECKED_LENGTH), plainTextOf(owner));
  return guesses < FEWEST_GUESSES ? firstGuessed : null;
}

/** What is left once name and address are taken out. */
function lettersBeyond(plain: string, { email, name }: PasswordOwner): number {
  const own = [email, email.split("@")[0] ?? "", ...name.split(/\s+/)].map((part) => part.toLowerCase());
  const rest = own.filter((part) => part.length > 2).reduce((left, part) => left.replaceAll(part, ""), plain);
  return rest.replace(/[^\p{L}\p{N}]/gu, "").length;
}

function plainTextOf({ email, name, organisationName }: PasswordOwner): string[] {
  const texts = [email, name, organisationName].map((text) =>
    withoutAccents(text).toLowerCase().slice(0, 200),
  );
  const parts = texts.flatMap((text) => [text.replace(/\s+/g, ""), ...text.split(/[^\p{L}\p{N}]+/u)]);
  return [...productWords, ...parts.filter((part) => part.length > 2)];
}

/** Accents as guessers leave them out; marks of other scripts are letters there and stay. */
function withoutAccents(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f\p{Cf}]/gu, "")
    .normalize("NFC");
}

let estimator: Promise<ZxcvbnFactory> | undefined;

/** On first use: its lists are some 7 MB, and no page needs them. */
function loadEstimator(): Promise<ZxcvbnFactory> {
  estimator ??= (async () => {
    const [{ ZxcvbnFactory }, common, english] = await Promise.all([
      import("@zxcvbn-ts/core"),
      import("@zxcvbn-ts/language-common"),
      import("@zxcvbn-ts/language-en"),
    ]);
    return new ZxcvbnFactory({
      dictionary: { ...common.dictionary, ...english.dictionary },
      graphs: common.adjacencyGraphs,
      maxLength: CHECKED_LENGTH,
      l33tMaxSubstitutions: MOST_SWAPS,
    });
  })();
  return estimator;
}
