import { defineEntity, p } from "@mikro-orm/core";

/** Tries to sign in, by address and account. The table is rate-limiter-flexible's, which alone reads and writes it. */
export const RateLimit = defineEntity({
  name: "RateLimit",
  tableName: "rate_limit",
  properties: {
    key: p.string().length(255).primary(),
    points: p.integer().default(0),
    /** Milliseconds since 1970. */
    expire: p.bigint().nullable(),
  },
});
