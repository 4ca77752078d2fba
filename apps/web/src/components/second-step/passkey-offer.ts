let offer: AbortController | null = null;

/** Of two questions for a passkey the browser refuses the second: the one in the email field gives way. @returns ends with it */
export function beginOffer(): AbortSignal {
  stopOffering();
  offer = new AbortController();
  return offer.signal;
}

/** Nothing is offered in the email field any more. */
export function stopOffering(): void {
  offer?.abort();
  offer = null;
}
