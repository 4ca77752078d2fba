/** The streams of mail: bulk is kept apart from mail that somebody waits for. */
export const BULK_STREAM = "bulk";
export const TRANSACTIONAL_STREAM = "transactional";
/** Texts that somebody waits for: what holds mail up does not hold them. */
export const TEXT_STREAM = "text";
/** Mass texts: their pace holds up nobody else (A6). */
export const ALERT_STREAM = "alert";
/** One text in 12 s a number, unless its settings say otherwise (A6): it holds up no conversation, and every carrier takes it. */
export const DEFAULT_MS_PER_TEXT = 12_000;
