import { explainEnvironment } from "@packpost/core/installation/explain-environment";
import { SHORTEST_SECRET } from "@packpost/core/unsubscribe/secrets";
import { createEnv } from "@t3-oss/env-core";
import * as z from "zod";

/** The api's environment, parsed once; nothing else here reads `process.env`. */
export const env = createEnv({
  server: {
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    /** Public address of the web app: notices to staff lead there. */
    APP_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
    /** Public address of this process: the provider of texts signs what it calls. */
    API_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
    /** The provider simulator; without it mail goes to people. */
    SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
    PORT: z.coerce.number().int().min(0).max(65535).default(3002),
    HOST: z.string().default("127.0.0.1"),
    /** Where metrics are shown to whoever watches, on HOST; without it nowhere. */
    METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
    /** A collector of traces (OTLP over HTTP); without it nobody traces. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    /** Only of an installation with one organisation that was set up with them: each organisation has its own password. */
    POSTMARK_WEBHOOK_USER: z.string().min(1).optional(),
    POSTMARK_WEBHOOK_PASSWORD: z.string().min(12, "at least 12 characters").optional(),
    POSTMARK_WEBHOOK_PASSWORD_PREVIOUS: z.string().min(12).optional(),
    /** Proves who tells of texts, for organisations without an account of their own; during a rotation the one before it too. */
    TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
    TWILIO_AUTH_TOKEN_PREVIOUS: z.string().min(1).optional(),
    /** Opens the keys of organisations' own accounts: their token signs what is told of their texts. */
    SECRETS_KEY: z.string().min(SHORTEST_SECRET, `at least ${SHORTEST_SECRET} characters`).optional(),
    /** Those before it, separated by commas: they open what they sealed until `npm run secrets` has sealed it anew. */
    SECRETS_KEY_PREVIOUS: z.string().min(SHORTEST_SECRET).optional(),
  },
  runtimeEnv: process.env,
  emptyStringAsUndefined: true,
  onValidationError: (issues) => {
    throw new Error(explainEnvironment("The api", issues));
  },
});
