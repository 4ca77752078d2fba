/** What a keyword asks for: no more texts, texts again, or who this is. The provider answers it, we never do. */
export type Keyword = "stop" | "start" | "help";

/** @source twilio.com/docs/messaging/tutorials/advanced-opt-out; REVOKE and OPTOUT since 2025 (47 CFR 64.1200(a)(10)) */
const words: Readonly<Record<Keyword, readonly string[]>> = {
  stop: ["STOP", "UNSUBSCRIBE", "END", "QUIT", "STOPALL", "REVOKE", "OPTOUT", "CANCEL"],
  start: ["START", "UNSTOP"],
  help: ["HELP", "INFO"],
};

/**
 * A text that is one keyword and nothing else, whatever its case, blanks and punctuation (A12, T25).
 * @param isOptedOut YES is a keyword only from a number that has stopped
 */
export function readKeyword(body: string, isOptedOut: boolean): Keyword | undefined {
  const word = body.replaceAll(/[\s\p{P}\p{S}\p{Cf}]/gu, "").toUpperCase();
  if (word === "YES") return isOptedOut ? "start" : undefined;
  const keywords: readonly Keyword[] = ["stop", "start", "help"];
  return keywords.find((keyword) => words[keyword].includes(word));
}

/** What may mean that somebody wants no texts, though it is no keyword: no mass texts until a person has read it (T25). */
const phrases: readonly RegExp[] = [
  /\b(do not|don t|dont|stop|quit|never|no more|please no) (ever )?(text|texting|texts|message|messaging|messages|contact|contacting|sms|txt|write|writing)( (me|us|this|my)\b|$)/,
  /\b(stop|quit) (sending|contacting|bothering) (me|us|these|this|texts|messages)\b/,
  /^(please |pls |plz )?stop( it| this| now| all| everything| please| pls| plz| thanks| thank you| already)+$/,
  /^(please|pls|plz) stop$/,
  /\b(wrong|different|not my) (number|person)\b/,
  /\b(take|remove|delete) (me|us|my number|this number)\b.*\b(list|off|number|texts?)\b/,
  /\b(remove|unsubscribe|opt) (me|us|out|my number|this number)$/,
  /\b(lose|forget|delete) (my|this) number\b/,
  /\bleave (me|us) alone\b/,
  /\b(numero equivocado|no me (escriba|escriban|escribas|mande|manden|envie|envien)( mas)?|deje de (escribirme|enviarme))\b/,
  /\b(mauvais numero|faux numero|ne m ecrivez plus|ne m envoyez plus|arretez de m)\b/,
  /\b(falsche nummer|keine (sms|nachrichten)( mehr)?|schreiben sie mir nicht( mehr)?|bitte nicht mehr schreiben)\b/,
];

/** Whether a text that is no keyword may mean that no more are wanted: "please don't text me", "wrong number". */
export function mayMeanStop(body: string): boolean {
  if (body.length > 400) return false;
  const plain = body
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
  return phrases.some((phrase) => phrase.test(plain));
}

const invitation =
  /\b(?:reply|respond|answer|text|write|send|type)\b[^.!?\n]{0,40}?["'“”‘’«»]?\b(STOP|UNSUBSCRIBE|END|QUIT|STOPALL|REVOKE|OPTOUT|CANCEL)\b/i;

/**
 * A keyword that a text of ours invites as an answer ("reply CANCEL to move the visit"): the carrier would block whoever does (T26).
 * Telling somebody how to stop is meant: STOP and UNSUBSCRIBE are no mistake.
 * @returns the keyword
 */
export function findInvitedKeyword(body: string): string | undefined {
  const word = invitation.exec(body)?.[1]?.toUpperCase();
  return word === "STOP" || word === "UNSUBSCRIBE" || word === "STOPALL" ? undefined : word;
}
