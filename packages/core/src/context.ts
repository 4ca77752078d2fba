import type { OrganisationId } from "@packpost/db/organisation-id";
import type { Orm } from "@packpost/db/orm";
import type { AccountQuestions } from "@packpost/providers/provider-account";
import type { Channel, ProviderFor } from "@packpost/providers/providers";
import type { CallDeadline } from "@packpost/providers/send-outcome";
import type { WebhookAnswer, WebhookPost } from "@packpost/providers/webhook-out/post";
import type { Storage } from "@packpost/storage/storage";
import type { Actor, SystemActor } from "./access/actor.ts";
import type { MediaUrlOf } from "./media/media-link.ts";
import type { OwnProvider } from "./provider-key/find-provider-key.ts";
import type { KeySeal } from "./provider-key/key-seal.ts";
import type { MailTokens } from "./reply-address/mail-token.ts";
import type { ReplyTokenOf } from "./reply-address/reply-token.ts";
import type { WebhookSecretsOf } from "./webhook-out/webhook-secret.ts";
import type { Workflows } from "./workflows.ts";

/** What every verb runs in: one tenant, one actor, and its ports. */
export interface Context<A extends Actor = Actor> {
  /** The way to a unit of work (`inOrganisation`). */
  readonly orm: Orm;
  readonly organisationId: OrganisationId;
  readonly actor: A;
  /** Starts and wakes workflows once the unit of work has committed. */
  readonly workflows: Workflows;
  /** The public address of Packpost, without a slash at its end. */
  readonly appUrl: string;
  /** Mail really leaves: the sender's domain must have been looked at before mass mail (C17). */
  readonly realMail: boolean;
}

/** A context that can keep files. */
export interface StorageContext extends Context {
  readonly storage: Storage;
}

/** How keys of an organisation's own accounts are opened and asked about. */
export interface ProviderAccounts {
  /** Null where SECRETS_KEY is not set. */
  readonly seal: KeySeal | null;
  /** The provider that a key would open, saved or not. */
  readonly providerOf: (channel: Channel, own: OwnProvider) => AccountQuestions;
}

/** What only the worker can build: a context that can reach providers. The web has none, so it cannot send. */
export interface WorkerContext extends Context<SystemActor> {
  readonly storage: Storage;
  /** Its organisation's provider of a channel. */
  readonly providerFor: ProviderFor;
  /** Of keys that an organisation has or wants to have (O2). */
  readonly accounts: ProviderAccounts;
  /** The public address of the api process, without a slash at its end: where the provider of texts reports. */
  readonly apiUrl: string;
  /** Where trouble with the provider is told to whoever runs the installation. */
  readonly log: { warn(fields: object, message: string): void };
  /** Starts the time in which a claimed batch may be called; `providers/call-deadline`. */
  readonly startCallDeadline: (lengthMs: number) => CallDeadline;
  /** Of the address at which somebody answers in a thread (V9). */
  readonly replyTokenOf: ReplyTokenOf;
  /** Where the provider of texts fetches a picture of one text, for some minutes (T24). */
  readonly mediaUrlOf: MediaUrlOf;
  /** Of the addresses at which single mails are answered. */
  readonly mailTokens: MailTokens;
  /** What an outgoing webhook's messages are signed with (P10). */
  readonly webhookSecretsOf: WebhookSecretsOf;
  /** Posts to an address that somebody typed: the public internet alone, but for this machine beside the simulator. */
  readonly postWebhook: (post: Omit<WebhookPost, "allowLoopback">) => Promise<WebhookAnswer>;
  /** The recipient's unsubscribe addresses. */
  readonly unsubscribeUrls: (recipientId: string) => { readonly page: string; readonly oneClick: string };
}
