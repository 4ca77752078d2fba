/** Parts of the bar in the words of texts: nobody opens one. */
export const barWords = {
  no_answer: "Sent",
  delivered_not_opened: "Delivered",
  failed: "Failed or not delivered",
} as const;
