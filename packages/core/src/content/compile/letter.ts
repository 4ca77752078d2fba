import { createElement as h, type ReactElement, type ReactNode } from "react";
import { chooseLanguage } from "../../messages/languages.ts";
import { translatorOf } from "../../messages/translator-of.ts";
import type { Letterhead } from "../template/template.ts";
import { mailColors } from "./mail-colors.ts";
import { mailLanguage } from "./mail-language.ts";
import type { MailFrame } from "./mail-layout.ts";

/**
 * What surrounds a mail of fixed words, or of words without marks, to one person.
 * @param letter.preheader what an inbox shows beside the subject
 * @param letter.closing why one gets it, or where a question goes: at its very end
 * @param letter.language its words' own; left out = the letterhead's
 * @param letter.closingLanguage of the closing, where it is another than that of the rest
 * @param letter.hasAddress whether the postal address stands below
 */
export function letterFrame(
  letterhead: Letterhead,
  letter: {
    readonly preheader: string;
    readonly closing: string;
    readonly language?: string | undefined;
    readonly closingLanguage?: string | undefined;
    readonly hasAddress?: boolean;
  },
): MailFrame {
  const { preheader, closing, language = letterhead.language, closingLanguage, hasAddress = false } = letter;
  const address = hasAddress ? letterhead.postalAddress.split("\n") : [];
  return {
    organisationName: letterhead.name,
    addressLines: address.filter((line) => line.trim() !== ""),
    logoUrl: letterhead.logoUrl ?? undefined,
    preheader,
    language: mailLanguage(language),
    t: translatorOf(chooseLanguage(language)),
    banner: undefined,
    closing,
    closingLanguage,
    colors: mailColors(letterhead.brandColor),
  };
}

/** Text as it was typed: nothing in it is read as HTML, its line breaks stay. */
export function typedLines(text: string): ReactNode[] {
  return text.split("\n").flatMap((line, at) => (at === 0 ? [line] : [h("br", { key: `break${at}` }), line]));
}

/** A paragraph as it was typed. */
export function typedParagraph(key: string | number, text: string, style: object): ReactElement {
  return h("p", { key, dir: "auto", style }, ...typedLines(text));
}
