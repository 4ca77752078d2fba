import { storageUrlSchema } from "@packpost/storage/storage-url";
import { createEnv } from "@t3-oss/env-nextjs";
import { z } from "zod";

/**
 * The environment of the web app, parsed once; nothing else here reads `process.env`.
 * (Temporal's own variables are read by @temporalio/envconfig.)
 */
export const env = createEnv({
  server: {
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    APP_URL: z.url({ protocol: /^https?$/ }),
    AUTH_SECRET: z.string().min(32, "at least 32 characters"),
    STORAGE_URL: storageUrlSchema,
    SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    POSTMARK_WEBHOOK_USER: z.string().min(1),
    POSTMARK_WEBHOOK_PASSWORD: z.string().min(12, "at least 12 characters"),
    POSTMARK_WEBHOOK_PASSWORD_PREVIOUS: z.string().min(12).optional(),
  },
  experimental__runtimeEnv: {},
  emptyStringAsUndefined: true,
  // `next build` evaluates the modules of every route; it needs no database and no secret.
  skipValidation: process.env.NEXT_PHASE === "phase-production-build",
  onValidationError: (issues) => {
    const list = issues.map((issue) => `  ${issue.path?.join(".") ?? "?"}: ${issue.message}`).join("\n");
    throw new Error(`The web app cannot start, its environment is incomplete (see .env.example):\n${list}`);
  },
});
