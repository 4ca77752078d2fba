import { explainEnvironment } from "@packpost/core/installation/explain-environment";
import { explainUnusableAddress } from "@packpost/core/unsubscribe/public-address";
import { SHORTEST_SECRET } from "@packpost/core/unsubscribe/secrets";
import { explainApiAddress } from "@packpost/providers/api-address";
import { storageUrlSchema } from "@packpost/storage/storage-url";
import { createEnv } from "@t3-oss/env-core";
import * as z from "zod";

const webUrl = z.url({ protocol: /^https?$/ });

/** Half a set of keys is refused, naming what is missing. */
const explainHalf = (own: string | undefined, other: string | undefined, otherName: string) =>
  own === undefined && other !== undefined ? `missing, though ${otherName} is set` : undefined;

/** The worker's environment, parsed once; nothing else here reads `process.env` (Temporal's own variables aside). */
export const env = createEnv({
  server: {
    NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
    DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
    APP_URL: webUrl,
    /** Public address of the api process: the provider of texts is told to report there. */
    API_URL: webUrl,
    AUTH_SECRET: z.string().min(SHORTEST_SECRET, `at least ${SHORTEST_SECRET} characters`),
    /** Those before it, separated by commas: the links of delivered mail outlive a rotation. */
    AUTH_SECRET_PREVIOUS: z
      .string()
      .min(SHORTEST_SECRET, `at least ${SHORTEST_SECRET} characters`)
      .optional(),
    /** The same as the web's: files that people send are kept there. */
    STORAGE_URL: storageUrlSchema,
    /** Set = simulator mode: every organisation has a server of its own there. */
    SANDBOX_URL: webUrl.optional(),
    POSTMARK_API_URL: webUrl.default("https://api.postmarkapp.com"),
    POSTMARK_SERVER_TOKEN: z.string().min(1).optional(),
    /** Optional: lets Packpost see whether the sender's domain is verified. */
    POSTMARK_ACCOUNT_TOKEN: z.string().min(1).optional(),
    TWILIO_API_URL: webUrl.default("https://api.twilio.com"),
    TWILIO_ACCOUNT_SID: z
      .string()
      .regex(/^AC[0-9a-f]{32}$/i, "an account begins with AC, then 32 hexadecimal digits")
      .optional(),
    TWILIO_AUTH_TOKEN: z.string().min(1).optional(),
    /** Opens the provider keys of organisations that have their own. */
    SECRETS_KEY: z.string().min(SHORTEST_SECRET, `at least ${SHORTEST_SECRET} characters`).optional(),
    /** Those before it, separated by commas: they open what they sealed until `npm run secrets` has sealed it anew. */
    SECRETS_KEY_PREVIOUS: z.string().min(SHORTEST_SECRET).optional(),
    METRICS_PORT: z.coerce.number().int().min(0).max(65535).default(9464),
    HOST: z.string().default("127.0.0.1"),
    /** A collector of traces (OTLP over HTTP); without it nobody traces. */
    OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
    LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
  },
  runtimeEnv: process.env,
  emptyStringAsUndefined: true,
  // Without the simulator mail goes to real people, and so do links to APP_URL.
  createFinalSchema: (shape) =>
    z.object(shape).superRefine((read, check) => {
      const real = read.SANDBOX_URL === undefined;
      const problems = {
        APP_URL: real ? explainUnusableAddress(read.APP_URL) : undefined,
        POSTMARK_API_URL: real ? explainApiAddress(read.POSTMARK_API_URL, read.NODE_ENV) : undefined,
        TWILIO_API_URL: real ? explainApiAddress(read.TWILIO_API_URL, read.NODE_ENV) : undefined,
        TWILIO_ACCOUNT_SID: explainHalf(read.TWILIO_ACCOUNT_SID, read.TWILIO_AUTH_TOKEN, "TWILIO_AUTH_TOKEN"),
        TWILIO_AUTH_TOKEN: explainHalf(read.TWILIO_AUTH_TOKEN, read.TWILIO_ACCOUNT_SID, "TWILIO_ACCOUNT_SID"),
      };
      for (const [name, message] of Object.entries(problems))
        if (message !== undefined) check.addIssue({ code: "custom", path: [name], message });
    }),
  onValidationError: (issues) => {
    throw new Error(explainEnvironment("The worker", issues));
  },
});
