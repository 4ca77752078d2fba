import { languageCodes } from "@packpost/db/enums";
import { describe, expect, it } from "vitest";
import { mergeValuesOf } from "../../campaign/merge-values.ts";
import { acceptedLanguage } from "../../messages/languages.ts";
import { translatorOf } from "../../messages/translator-of.ts";
import { renderMessage } from "../template/render-message.ts";
import { compileTemplate } from "./compile-template.ts";
import { mailLanguageCodes } from "./mail-language.ts";

const draft = { subject: "Hola", preheader: "", bodyMarkdown: "{{pet_names}}, {{valid_through}}" };
const person = {
  first_name: "Ana",
  last_name: "Ruiz",
  pet_names: ["Fig", "Iris"],
  valid_through: "2027-05-03",
};

async function mailIn(language: string, mark?: "preview" | "copy") {
  const letterhead = { name: "Parques", postalAddress: "Calle 1", language };
  const template = await compileTemplate(draft, { letterhead, ...(mark && { mark }) });
  const values = mergeValuesOf(person, { pass_name: "Pase", organisation_name: "Parques", language });
  return renderMessage(template, values, { unsubscribeUrl: "https://packpost.example/u/abc" });
}

describe("C17 the fixed words of a mail", () => {
  it.each([
    ["es", "Darse de baja", "Fig e Iris, 3 de mayo de 2027"],
    ["fr", "Se désabonner", "Fig et Iris, 3 mai 2027"],
    ["de", "Abmelden", "Fig und Iris, 3. Mai 2027"],
    ["en", "Unsubscribe", "Fig and Iris, 3 May 2027"],
  ])("are in the organisation's language: %s", async (language, unsubscribe, values) => {
    const mail = await mailIn(language);
    expect(mail.html).toContain(`<html dir="ltr" lang="${language}">`);
    expect(mail.html).toMatch(new RegExp(`<a [^>]*>${unsubscribe}</a>`));
    expect(mail.text).toContain(`\n${unsubscribe}: https://packpost.example/u/abc\n`);
    expect(mail.text).toContain(values);
    for (const other of languageCodes.filter((code) => code !== language))
      expect(mail.html + mail.text).not.toContain(translatorOf(other)("campaignMail.unsubscribe"));
  });

  it.each(["preview", "copy"] as const)("mark a %s in that language too", async (mark) => {
    const mail = await mailIn("de", mark);
    const t = translatorOf("de");
    const banner = t(`campaignMail.${mark}Banner`);
    expect(mail.subject).toBe(`${t(`campaignMail.${mark}Subject`)} Hola`);
    expect(mail.html).toContain(banner);
    expect(mail.text).toMatch(new RegExp(`^${banner}`));
  });

  it("are English, and said to be, where there are none of a language", async () => {
    const mail = await mailIn("it", "preview");
    expect(mail.html).toContain('lang="it"');
    expect(mail.html).toMatch(/<a [^>]*lang="en"[^>]*>Unsubscribe<\/a>/);
    expect(mail.html).toMatch(/<p [^>]*lang="en"[^>]*>This is a preview/);
    expect(mail.text).toContain("Fig e Iris, 3 maggio 2027");
  });

  it("go with dates of the calendar that the staff see, in every language of the list", async () => {
    for (const language of mailLanguageCodes) expect((await mailIn(language)).text).toMatch(/2027|۲۰۲۷|٢٠٢٧/);
  });
});

it("C17 every language of our words is one that mail can be in", () => {
  expect(mailLanguageCodes).toEqual(expect.arrayContaining([...languageCodes]));
});

it.each([
  ["de-AT,de;q=0.9,en;q=0.8", "de"],
  ["it,fr;q=0.4,es;q=0.6", "es"],
  ["pt-BR", null],
  ["es;q=0, fr;q=0.1", "fr"],
  [";;q=x,,", null],
  [null, null],
])("C17 a page of no organisation goes by the browser's languages: %s → %s", (header, language) => {
  expect(acceptedLanguage(header)).toBe(language);
});
