import type { createLogger } from "@packpost/core/log/create-logger";
import type { WebhookCredentials } from "@packpost/providers/postmark/webhook/authenticate-webhook";
import type { WorkflowCalls } from "@packpost/workflows/client";
import type { Database } from "./database.ts";
import type { Rates } from "./v1/rate-limit.ts";
import type { TextAccounts } from "./webhooks/text-door.ts";

export type Log = ReturnType<typeof createLogger>;

/** What the process is made of; doors take what they need from it. */
export type ApiParts = Database & {
  readonly log: Log;
  /** How verbs reach Temporal. */
  readonly calls: WorkflowCalls;
  /** Public address of the web app, without a slash at its end. */
  readonly appUrl: string;
  /** Public address of this process, without a slash at its end: what the provider of texts has signed. */
  readonly apiUrl: string;
  /** Mail goes to people, not to the simulator. */
  readonly realMail: boolean;
  readonly textAccounts: TextAccounts;
  /** How fast a key may ask; left out = as usual. */
  readonly rates?: Rates;
  /** The environment's own pair, which opens an installation with a single organisation. */
  readonly environmentWebhook?: WebhookCredentials;
};
