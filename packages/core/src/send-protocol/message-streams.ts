/** The provider's message streams: mass mail is kept apart from mail that somebody waits for. */
export const BROADCAST_STREAM = "broadcast";
export const TRANSACTIONAL_STREAM = "outbound";
