import { z } from "zod";

const worldSchema = z.object({
  webUrl: z.string(),
  apiUrl: z.string(),
  simulatorUrl: z.string(),
  /** As the app's role. */
  databaseUrl: z.string(),
  databaseOwnerUrl: z.string(),
  webhookPassword: z.string(),
  /** Of everybody who can sign in. */
  password: z.string(),
});

/** Where the environment of this run can be reached. */
export type World = z.infer<typeof worldSchema>;

const variable = "PACKPOST_E2E_WORLD";

/** Whether somebody brought an environment up already. */
export function isWorldKnown(): boolean {
  return process.env[variable] !== undefined;
}

/** Hands the environment to Playwright's workers, which inherit our variables. */
export function publishWorld(message: unknown): void {
  process.env[variable] = JSON.stringify(worldSchema.parse(message));
}

/** The environment that global setup has brought up. */
export function readWorld(): World {
  return worldSchema.parse(JSON.parse(process.env[variable] ?? "null"));
}
