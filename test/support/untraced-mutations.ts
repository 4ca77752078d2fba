/** Mutations that leave no trace, and why. Whoever adds one must say why here. */
export const untraced: Record<string, string> = {
  "account.factors.beginPasskey": "what the browser is asked for; the passkey that comes of it is traced",
  "account.factors.beginAuthenticator": "counts for nothing until a code confirms it, which is traced",
  "account.prove.byPassword": "keeps in the session when its person last proved who they are",
  "account.prove.byCode": "as byPassword",
  "account.prove.beginPasskey": "what the browser is asked for",
  "account.prove.byPasskey": "as byPassword",
  "alert.saveDraft": "what one person has not sent, which nobody else sees",
  "customer.email.preview":
    "renders what is being written, changes nothing; a mutation because of the text's length",
  "customer.email.saveDraft": "what one person has not sent, which nobody else sees",
  "campaign.preview":
    "renders what is in the editor, changes nothing; a mutation because of the text's length",
  "campaign.sending.review":
    "keeps what its sender looks at until they send or look again; nobody else sees it",
  "conversation.open":
    "makes the empty thread of a family; because of which visit basic staff could, test/flows/visits proves",
  "conversation.post": "the entry itself says who wrote what and when, and is never changed",
  "conversation.addNote": "the entry itself says who wrote what and when, and is never changed",
  "conversation.saveDraft": "what one person has not sent, which nobody else sees",
  "conversation.markRead": "the position itself says who has read how far, and when",
  "conversation.signal": "who looks and writes at this moment, gone within seconds and stored nowhere",
  "conversation.markUnread": "one's own view of the list, which nobody else sees",
  "conversation.retryText":
    "traced as text.sent_again, which test/faults/text-faults proves with a text that failed",
  "customerImport.change":
    "how a file is read before anything of it is imported; that is traced with its settings' counts",
  "customerImport.look": "tells what a file would change, and changes nothing of anybody's",
  "settings.testProviderKey": "an owner's alone, and traced: test/flows/provider-keys proves it",
  "settings.removeProviderKey": "an owner's alone, and traced: test/flows/provider-keys proves it",
  "settings.checkSender":
    "looks at the DNS and the provider's account, changes nothing of the organisation's",
};

/** Procedures are functions with a `_def`. */
export function typeOf(procedure: unknown): unknown {
  const definition: unknown = typeof procedure === "function" ? Reflect.get(procedure, "_def") : null;
  return typeof definition === "object" && definition !== null ? Reflect.get(definition, "type") : null;
}
