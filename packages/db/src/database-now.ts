import { raw } from "@mikro-orm/core";

/**
 * The database's clock, as a value for an entity's column: it decides, never this machine's. Ask for it anew for each use.
 * Tests with skipped time replace `app_now()`.
 */
export function databaseNow() {
  return raw("app_now()");
}
