import { createLogger } from "@packpost/core/log/create-logger";
import { env } from "#web/env.ts";

/** The web app's logger: JSON lines, personal data and secrets masked. */
export const log = createLogger("web", env.LOG_LEVEL ?? "info");
