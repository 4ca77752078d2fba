/** Longer texts are refused by the provider, in however many parts. No imports: pages load this. @source twilio.com/docs/errors/21617 */
export const MOST_CHARACTERS = 1_600;
