/** Most pictures of one message. */
export const MOST_ATTACHMENTS = 10;
