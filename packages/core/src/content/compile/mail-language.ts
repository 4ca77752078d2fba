/** Languages an organisation can say its mails are in: what a screen reader and a translator go by. */
export const mailLanguages = [
  { code: "en", name: "English", direction: "ltr" },
  { code: "ar", name: "Arabic", direction: "rtl" },
  { code: "zh", name: "Chinese", direction: "ltr" },
  { code: "nl", name: "Dutch", direction: "ltr" },
  { code: "fr", name: "French", direction: "ltr" },
  { code: "de", name: "German", direction: "ltr" },
  { code: "he", name: "Hebrew", direction: "rtl" },
  { code: "it", name: "Italian", direction: "ltr" },
  { code: "ja", name: "Japanese", direction: "ltr" },
  { code: "ko", name: "Korean", direction: "ltr" },
  { code: "fa", name: "Persian", direction: "rtl" },
  { code: "pl", name: "Polish", direction: "ltr" },
  { code: "pt", name: "Portuguese", direction: "ltr" },
  { code: "ru", name: "Russian", direction: "ltr" },
  { code: "es", name: "Spanish", direction: "ltr" },
  { code: "tr", name: "Turkish", direction: "ltr" },
  { code: "uk", name: "Ukrainian", direction: "ltr" },
  { code: "ur", name: "Urdu", direction: "rtl" },
] as const;

export const mailLanguageCodes = mailLanguages.map(({ code }) => code);

/** What a mail's root element says. */
export interface MailLanguage {
  readonly code: string;
  readonly direction: "ltr" | "rtl";
}

/** The language of a code (`de`), or English for one that is not in the list. */
export function mailLanguage(code: string | null | undefined): MailLanguage {
  return mailLanguages.find((language) => language.code === code) ?? mailLanguages[0];
}
