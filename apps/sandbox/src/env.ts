import { z } from "zod";

const schema = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(3001),
  HOST: z.string().min(1).default("127.0.0.1"),
  DATA_DIR: z.string().min(1),
  /** How much faster than life outcomes happen: 10 = ten times faster. */
  SPEED: z.coerce.number().positive().default(1),
  /** Milliseconds before an accepted message appears in Postmark's search. */
  SEARCH_LAG_MS: z.coerce.number().min(0).default(500),
  /** Postmark's retry ladder is in minutes; this scales it (1/60 turns minutes into seconds). */
  WEBHOOK_RETRY_SCALE: z.coerce
    .number()
    .positive()
    .default(1 / 60),
  /** Keep-alive connections to one server's webhook receiver. */
  WEBHOOK_CONNECTIONS: z.coerce.number().int().min(1).max(64).default(10),
});

export type Env = z.infer<typeof schema>;

/**
 * Reads the configuration once, at start.
 * @throws Error naming every variable that is missing or wrong.
 */
export function readEnv(source: NodeJS.ProcessEnv): Env {
  const parsed = schema.safeParse(source);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
  throw new Error(`The simulator's environment is incomplete:\n${lines.join("\n")}`);
}
