/** What phones send as a text when somebody reacts to one of ours with a tap (V17). */
export interface Reaction {
  readonly emoji: string;
  /** The reaction was taken back. */
  readonly removed: boolean;
  /** The words that it quotes. */
  readonly quoted: string;
}

const LIKE = "👍";
const LOVE = "❤️";
const DISLIKE = "👎";
const LAUGH = "😂";
const EMPHASIS = "‼️";
const QUESTION = "❓";

/** Words around the quote, by the phone's language, without marks, small. */
const given: Readonly<Record<string, string>> = {
  ...{ liked: LIKE, loved: LOVE, disliked: DISLIKE, "laughed at": LAUGH, emphasized: EMPHASIS },
  ...{ emphasised: EMPHASIS, questioned: QUESTION },
  ...{ "le gusto": LIKE, "te gusto": LIKE, "le encanto": LOVE, "no le gusto": DISLIKE, "se rio de": LAUGH },
  ...{ "le dio risa": LAUGH, enfatizo: EMPHASIS, destaco: EMPHASIS, cuestiono: QUESTION, pregunto: QUESTION },
  ...{ "a aime": LIKE, aime: LIKE, "a adore": LOVE, adore: LOVE, "n a pas aime": DISLIKE, "a ri de": LAUGH },
  ...{ "a ri a": LAUGH, "a mis l accent sur": EMPHASIS, "a accentue": EMPHASIS, "a souligne": EMPHASIS },
  ...{ "a questionne": QUESTION, "s interroge sur": QUESTION, "a mis en doute": QUESTION },
  ...{ gefallt: LIKE, "gefallt mir": LIKE, mag: LIKE, mochte: LIKE, "hat mit gefallt mir markiert": LIKE },
  ...{
    liebt: LOVE,
    liebte: LOVE,
    "gefallt nicht": DISLIKE,
    "gefallt mir nicht": DISLIKE,
    "mag nicht": DISLIKE,
  },
  ...{ "lacht uber": LAUGH, "lachte uber": LAUGH, betont: EMPHASIS, betonte: EMPHASIS },
  ...{ hinterfragt: QUESTION, hinterfragte: QUESTION },
};

/** The same where it is taken back; the name of what was taken stands first that is longest. */
const takenBack =
  /^(removed|elimino|quito|a supprime|a retire|entfernte|entfernt|hat)\b|\b(entfernt|removed from)$/;
const names: readonly (readonly [RegExp, string])[] = [
  [/\b(dislike|no me gusta|je n aime pas|gefallt( mir)? nicht)\b/, DISLIKE],
  [/\b(like|me gusta|j aime|gefallt( mir)?)\b/, LIKE],
  [/\b(heart|corazon|me encanta|c[oœ]ur|j adore|herz|liebe)\b/, LOVE],
  [/\b(laugh|risa|rire|lachen|haha)\b/, LAUGH],
  [/\b(exclamation( mark)?|exclamacion|enfasis|ausrufezeichen|accent|betonung)\b/, EMPHASIS],
  [/\b(question mark|interrogacion|interrogation|fragezeichen)\b/, QUESTION],
];

/** From the first opening mark to the last closing one, so that marks within the quote stay its own. */
const marks = /^(?<before>[^“”"„«]*)[“"„«](?<quoted>[\s\S]+)[”"“»](?<after>[^”"“»]*)$/u;
const named =
  /^(?<before>[^“”"„«]*[“"„«][^“”"„«»]{1,24}[”"“»][^“”"„«]*)[“"„«](?<quoted>[\s\S]+)[”"“»](?<after>[^”"“»]*)$/u;
/** One emoji, with its skin tone, its variation, or those that are joined to it; or a flag. */
const oneEmoji =
  /\p{Regional_Indicator}{2}|\p{Extended_Pictographic}(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{M}|\u200d)*/u;
/** Words around an emoji of the phone's choice, and where it is taken back: without marks, small. */
const withEmoji = new Set([
  ...["", "to", "reacted to", "reacted with to", "reacciono a", "reacciono con a", "ha reaccionado a"],
  ...[
    "ha reaccionado con a",
    "a reagi a",
    "a reagi avec a",
    "a reagi par a",
    "reagierte auf",
    "reagierte mit auf",
  ],
  ...["mit auf reagiert", "hat mit auf reagiert", "hat auf reagiert"],
]);
const emojiTaken = new Set([
  ...[
    "removed from",
    "removed a reaction from",
    "elimino de",
    "ha eliminado de",
    "quito de",
    "ha quitado de",
  ],
  ...["a supprime de", "a retire de", "entfernte von", "von entfernt", "hat von entfernt"],
]);

/**
 * Reads a text as a reaction, in the words that iPhones and Android phones send in English, Spanish, French and German. Whether it
 * quotes one of our texts is for the caller to find out: only then is it one (T7).
 * @returns each way to read it; none where it is no reaction
 */
export function readReactions(body: string): Reaction[] {
  if (body.length > 2_000) return [];
  const text = body.replaceAll(/[\u200b\u2060\ufeff]/g, "").trim();
  return [marks, named].flatMap((pattern) => {
    const { before = "", quoted = "", after = "" } = pattern.exec(text)?.groups ?? {};
    const around = `${before} ${after}`.replaceAll(/\s+/g, " ").trim();
    const said = quoted.trim() === "" ? undefined : meaningOf(around);
    return said === undefined ? [] : [{ ...said, quoted: quoted.trim() }];
  });
}

function meaningOf(around: string): Omit<Reaction, "quoted"> | undefined {
  const emoji = oneEmoji.exec(around)?.[0];
  const words = wordsOf(emoji === undefined ? around : around.replace(emoji, " "));
  if (emoji !== undefined && withEmoji.has(words)) return { emoji, removed: false };
  if (emoji !== undefined && emojiTaken.has(words)) return { emoji, removed: true };
  if (Object.hasOwn(given, words)) return { emoji: given[words] ?? LIKE, removed: false };
  if (words.length > 60 || !takenBack.test(words)) return undefined;
  const name = names.find(([pattern]) => pattern.test(words));
  return name && { emoji: name[1], removed: true };
}

function wordsOf(text: string): string {
  return text
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{Extended_Pictographic}]+/gu, " ")
    .trim();
}
