import type { Elsewhere } from "@packpost/core/campaign/progress/read-reconciling";

/** Why that the provider has nothing of a mail does not prove that it was never sent. */
export function formatElsewhere(elsewhere: Elsewhere): string {
  return elsewhere === "other"
    ? "The key to the mail provider has been changed since, so we ask another Postmark server now, and it cannot know."
    : "It was given away before an update of Packpost, when it was not yet noted to which Postmark server, so that this one has nothing of it proves nothing.";
}

/**
 * What to do about it, as a whole sentence.
 * @param otherwise what happens, or can be done, if nobody does that
 */
export function formatRemedy(elsewhere: Elsewhere, otherwise: string): string {
  return elsewhere === "other"
    ? `Ask whoever runs Packpost to put the old server token back until this is settled. Otherwise ${otherwise}`
    : `${otherwise.charAt(0).toUpperCase()}${otherwise.slice(1)}`;
}
