/** The streams of mail: bulk is kept apart from mail that somebody waits for. */
export const BULK_STREAM = "bulk";
export const TRANSACTIONAL_STREAM = "transactional";
