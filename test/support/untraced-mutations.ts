/** Mutations that leave no trace, and why. Whoever adds one must say why here. */
export const untraced: Record<string, string> = {
  "campaign.preview":
    "renders what is in the editor, changes nothing; a mutation because of the text's length",
  "campaign.sending.review":
    "keeps what its sender looks at until they send or look again; nobody else sees it",
  "settings.checkSender":
    "looks at the DNS and the provider's account, changes nothing of the organisation's",
};

/** Procedures are functions with a `_def`. */
export function typeOf(procedure: unknown): unknown {
  const definition: unknown = typeof procedure === "function" ? Reflect.get(procedure, "_def") : null;
  return typeof definition === "object" && definition !== null ? Reflect.get(definition, "type") : null;
}
