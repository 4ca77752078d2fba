/** Most addresses of one preview (C6). No imports: pages load this. */
export const MOST_ADDRESSES = 10;
/** Most previews of one person within an hour (C6). */
export const MOST_AN_HOUR = 30;
