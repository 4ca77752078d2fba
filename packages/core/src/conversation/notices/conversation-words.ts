import { customerWords } from "../../content/compile/customer-words.ts";

/** The fixed words of a mail about a conversation. `{organisation}`, `{name}`, `{date}` and `{count}` stand for what is put there. */
export interface ConversationWords {
  /** Stays the same for all mails of one conversation. */
  readonly subject: string;
  readonly from: string;
  /** What is above it in an answer was written by the one who answers. */
  readonly marker: string;
  readonly open: string;
  readonly answer: string;
  /** Where an answer by mail would not arrive. */
  readonly answerThere: string;
  readonly why: string;
  /** The same of an answer to what they wrote themselves. */
  readonly written: string;
  /** At the end of a mail that staff wrote to one person (P12). */
  readonly individual: string;
  readonly more: string;
}

const english: ConversationWords = {
  subject: "Your conversation with {organisation} of {date}",
  from: "{name} at {organisation}",
  marker: "Reply above this line",
  open: "Open the conversation",
  answer: "To answer, simply reply to this email.",
  answerThere: "To answer, open the conversation: replies to this email are not read there.",
  written: "You get this because you wrote to {organisation}.",
  individual: "{organisation} wrote this to you alone.",
  why: "You get this because {organisation} wrote to you and it was not read yet.",
  more: "{count} earlier messages are in the conversation.",
};

const words = {
  en: english,
  es: {
    subject: "Su conversación con {organisation} del {date}",
    from: "{name}, de {organisation}",
    marker: "Responda por encima de esta línea",
    open: "Abrir la conversación",
    answer: "Para contestar, responda simplemente a este correo.",
    answerThere: "Para contestar, abra la conversación: las respuestas a este correo no llegan allí.",
    written: "Recibe este correo porque escribió a {organisation}.",
    individual: "{organisation} le ha escrito este correo solo a usted.",
    why: "Recibe este correo porque {organisation} le escribió y aún no se había leído.",
    more: "{count} mensajes anteriores están en la conversación.",
  },
  fr: {
    subject: "Votre conversation avec {organisation} du {date}",
    from: "{name}, {organisation}",
    marker: "Répondez au-dessus de cette ligne",
    open: "Ouvrir la conversation",
    answer: "Pour répondre, il suffit de répondre à cet e-mail.",
    answerThere: "Pour répondre, ouvrez la conversation : les réponses à cet e-mail n’y arrivent pas.",
    written: "Vous recevez cet e-mail parce que vous avez écrit à {organisation}.",
    individual: "{organisation} a écrit cet e-mail à vous seul(e).",
    why: "Vous recevez cet e-mail parce que {organisation} vous a écrit et que le message n’était pas encore lu.",
    more: "{count} messages précédents se trouvent dans la conversation.",
  },
  de: {
    subject: "Ihre Unterhaltung mit {organisation} vom {date}",
    from: "{name} von {organisation}",
    marker: "Antworten Sie über dieser Zeile",
    open: "Unterhaltung öffnen",
    answer: "Zum Antworten antworten Sie einfach auf diese E-Mail.",
    answerThere:
      "Zum Antworten öffnen Sie die Unterhaltung: Antworten auf diese E-Mail kommen dort nicht an.",
    written: "Sie erhalten diese E-Mail, weil Sie {organisation} geschrieben haben.",
    individual: "{organisation} hat diese E-Mail nur Ihnen geschrieben.",
    why: "Sie erhalten diese E-Mail, weil {organisation} Ihnen geschrieben hat und es noch nicht gelesen war.",
    more: "{count} frühere Nachrichten stehen in der Unterhaltung.",
  },
} satisfies Record<string, ConversationWords>;

/** The marker in every language: an answer may come to a mail from before the organisation changed its own. */
export const markers: readonly string[] = Object.values(words).map(({ marker }) => marker);

/** The words of a language (`de`, also `de-AT`), English where there are none. */
export function conversationWords(language: string | null | undefined): ConversationWords {
  const { language: code } = customerWords(language);
  return Object.entries(words).find(([one]) => one === code)?.[1] ?? english;
}

/** Puts values where the words name them. */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
