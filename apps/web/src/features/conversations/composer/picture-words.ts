import { MOST_ATTACHMENTS } from "@packpost/core/conversation/composing/most-attachments";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import type { AddedPictureWords } from "#web/components/pictures/added-picture-list.tsx";

/** What staff are told about the pictures of their message. */
export const pictureWords: AddedPictureWords = {
  picture: "Picture",
  remove: "Take the picture out",
  retry: "Try again",
  waiting: "Waits for the connection, then goes on by itself. Until then this page must stay open.",
  leftOut: (count) =>
    `A message carries at most ${MOST_ATTACHMENTS} pictures: ${count === 1 ? "one was" : `${count} were`} left out.`,
  explain: (error) => {
    const { message, nextStep } = shownErrorOf(error);
    return nextStep === undefined ? message : `${message} ${nextStep}`;
  },
};

/** Why a message with such pictures cannot go yet; null = it can. */
export function whyNotReady(pictures: readonly { state: { kind: string } }[]): string | null {
  const refused = pictures.filter(({ state }) => state.kind === "refused").length;
  if (refused > 0) return `${refused === 1 ? "One picture" : `${refused} pictures`} cannot be sent`;
  if (pictures.some(({ state }) => state.kind !== "stored")) return "Pictures are on their way";
  return null;
}
