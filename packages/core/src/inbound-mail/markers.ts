import { inAllLanguages } from "../messages/translator-of.ts";

/** Lines that stood in mails of ours before their words were changed; answers to those still come. */
const former = ["Antworten Sie über dieser Zeile"];

/** What is above one of these in an answer was written by the one who answers (T43). In every language: of which the mail was, it does not say. */
export const markers: readonly string[] = [...inAllLanguages("conversationMail.marker"), ...former];
