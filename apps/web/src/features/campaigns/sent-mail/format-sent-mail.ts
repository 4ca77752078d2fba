import type { SentMail } from "@packpost/core/campaign/report/read-sent-mail";
import { mergeFields } from "@packpost/core/content/template/merge-fields";

const examplePerson = mergeFields.find(({ name }) => name === "full_name")?.example ?? "an example person";

/** Whose mail one looks at: "As it was sent to Ada Ray, ada@mail.example." */
export function formatSentMail({ person, asSent }: Pick<SentMail, "person" | "asSent">): string {
  if (person === null) return `As ${examplePerson} (an example) would see it.`;
  const who = [person.name, person.email].filter(Boolean).join(", ");
  return asSent ? `As it was written to ${who}.` : `As it would be written to ${who} today.`;
}
