import { storageUrlSchema } from "@packpost/storage/storage-url";
import { createEnv } from "@t3-oss/env-core";
import * as z from "zod";

const webUrl = z.url({ protocol: /^https?$/ });

/** The worker's environment, parsed once; nothing else here reads `process.env` (Temporal's own variables aside). */
export const env = createEnv({
  server: {
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    APP_URL: webUrl,
    AUTH_SECRET: z.string().min(32, "at least 32 characters"),
    /** The same as the web's: files that people send are kept there. */
    STORAGE_URL: storageUrlSchema,
    /** Set = simulator mode: every organisation has a server of its own there. */
    SANDBOX_URL: webUrl.optional(),
    POSTMARK_API_URL: webUrl.default("https://api.postmarkapp.com"),
    POSTMARK_SERVER_TOKEN: z.string().min(1).optional(),
    /** Optional: lets Packpost see whether the sender's domain is verified. */
    POSTMARK_ACCOUNT_TOKEN: z.string().min(1).optional(),
    METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(9464),
    HOST: z.string().default("127.0.0.1"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  },
  runtimeEnv: process.env,
  emptyStringAsUndefined: true,
  onValidationError: (issues) => {
    const list = issues.map((issue) => `  ${issue.path?.join(".") ?? "?"}: ${issue.message}`).join("\n");
    throw new Error(`The worker cannot start, its environment is incomplete (see .env.example):\n${list}`);
  },
});
