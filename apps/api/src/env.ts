import { createEnv } from "@t3-oss/env-core";
import * as z from "zod";

/** The api's environment, parsed once; nothing else here reads `process.env`. */
export const env = createEnv({
  server: {
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Public address of the web app: notices to staff lead there. */
    APP_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
    /** The provider simulator; without it mail goes to people. */
    SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
    PORT: z.coerce.number().int().min(0).max(65535).default(3002),
    HOST: z.string().default("127.0.0.1"),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    /** Only of an installation with one organisation that was set up with them: each organisation has its own password. */
    POSTMARK_WEBHOOK_USER: z.string().min(1).optional(),
    POSTMARK_WEBHOOK_PASSWORD: z.string().min(12, "at least 12 characters").optional(),
    POSTMARK_WEBHOOK_PASSWORD_PREVIOUS: z.string().min(12).optional(),
  },
  runtimeEnv: process.env,
  emptyStringAsUndefined: true,
  onValidationError: (issues) => {
    const list = issues.map((issue) => `  ${issue.path?.join(".") ?? "?"}: ${issue.message}`).join("\n");
    throw new Error(`The api cannot start, its environment is incomplete (see .env.example):\n${list}`);
  },
});
