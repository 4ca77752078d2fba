import { findInvalidTrustedProxies } from "@better-auth/core/utils/ip";
import { explainEnvironment } from "@packpost/core/installation/explain-environment";
import { explainUnusableAddress } from "@packpost/core/unsubscribe/public-address";
import { SHORTEST_SECRET } from "@packpost/core/unsubscribe/secrets";
import { storageUrlSchema } from "@packpost/storage/storage-url";
import { createEnv } from "@t3-oss/env-nextjs";
import { z } from "zod";

/**
 * The environment of the web app, parsed once; nothing else here reads `process.env`.
 * (Temporal's own variables are read by @temporalio/envconfig.)
 */
export const env = readEnv();

/** @throws with every variable that is missing or wrong */
export function readEnv() {
  return createEnv({
    server: {
      NODE_ENV: z.enum(["development", "production", "test"]).default("production"),
      DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
      /** Only behind a pooler: the server itself, since NOTIFY reaches no pooled connection. */
      DATABASE_LISTEN_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
      APP_URL: z.url({ protocol: /^https?$/ }),
      /** Public address of the api process, where the mail provider reports to. */
      API_URL: z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, "")),
      AUTH_SECRET: z.string().min(SHORTEST_SECRET, `at least ${SHORTEST_SECRET} characters`),
      /** Those before it, separated by commas: the links of delivered mail outlive a rotation. */
      AUTH_SECRET_PREVIOUS: z
        .string()
        .min(SHORTEST_SECRET, `at least ${SHORTEST_SECRET} characters`)
        .optional(),
      /** Seals the keys of organisations' own accounts; the same as the worker's and the api's. Without it none can be saved. */
      SECRETS_KEY: z.string().min(SHORTEST_SECRET, `at least ${SHORTEST_SECRET} characters`).optional(),
      SECRETS_KEY_PREVIOUS: z.string().min(SHORTEST_SECRET).optional(),
      STORAGE_URL: storageUrlSchema,
      /** Proxies in front of the web app whose X-Forwarded-For is true: addresses or networks, separated by commas. */
      TRUSTED_PROXIES: z
        .string()
        .default("")
        .transform((list) => list.split(",").flatMap((entry) => entry.trim() || []))
        .refine(
          (list) => findInvalidTrustedProxies(list).length === 0,
          "addresses or networks such as 10.0.0.0/8",
        ),
      SANDBOX_URL: z.url({ protocol: /^https?$/ }).optional(),
      /** Where metrics are shown to whoever watches, on METRICS_HOST; without it nowhere. */
      METRICS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
      METRICS_HOST: z.string().default("127.0.0.1"),
      /** A collector of traces (OTLP over HTTP); without it nobody traces. */
      OTEL_EXPORTER_OTLP_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
      LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]).default("info"),
    },
    experimental__runtimeEnv: {},
    emptyStringAsUndefined: true,
    // Without the simulator mail goes to real people, and so do links to APP_URL.
    createFinalSchema: (shape) =>
      z.object(shape).superRefine(({ APP_URL, SANDBOX_URL }, check) => {
        const problem = SANDBOX_URL === undefined ? explainUnusableAddress(APP_URL) : undefined;
        if (problem !== undefined) check.addIssue({ code: "custom", path: ["APP_URL"], message: problem });
      }),
    // `next build` evaluates the modules of every route; it needs no database and no secret.
    skipValidation: process.env.NEXT_PHASE === "phase-production-build",
    onValidationError: (issues) => {
      throw new Error(explainEnvironment("The web app", issues));
    },
  });
}
