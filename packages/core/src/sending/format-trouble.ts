/** Why a campaign pauses by itself. */
export type Trouble =
  | { readonly cause: "complaints"; readonly complaints: number; readonly delivered: number }
  | { readonly cause: "errors"; readonly errors: number; readonly outcomes: number }
  | { readonly cause: "spam_content" };

/** The reason as staff read it: the first line says what happened, the rest what to do (C17; article 003's advice). */
export function formatTrouble(trouble: Trouble): string {
  switch (trouble.cause) {
    case "complaints": {
      const share = ((100 * trouble.complaints) / trouble.delivered).toFixed(1);
      return `${count(trouble.complaints)} of ${count(trouble.delivered)} people who got it marked it as spam (${share} %).
Above 0.3 % mail providers begin to block a sender for everybody. Ask yourself who of the rest expects this mail: cancel the rest if in doubt. Those who complained are never written to again.`;
    }
    case "errors":
      return `${count(trouble.errors)} of the last ${count(trouble.outcomes)} mails could not be delivered.
Often the addresses are old or were imported wrongly, or the sender is being blocked. Filter the recipients by bounced and failed, read the mail servers' words, correct addresses, then resume. If a customer's provider blocks you, they can add your sender address to their approved senders, or ask it not to block you any more.`;
    case "spam_content":
      return `A mail server refused it as spam because of its content.
Others will do the same. Take out what looks like spam, for example a subject in upper case letters or many links and exclamation marks: cancel the rest and send a corrected text. If you are sure of the text, resume.`;
  }
}

function count(n: number): string {
  return n.toLocaleString("en-US");
}
