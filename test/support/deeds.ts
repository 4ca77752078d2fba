import type { TestWeb } from "./open-web.ts";

export type Caller = Awaited<ReturnType<TestWeb["as"]>>;

/** One mutation, and what the audit must say of it. */
export interface Deed {
  /** What must have happened before; not counted. */
  prepare?: (caller: Caller) => Promise<void>;
  act: (caller: Caller) => Promise<unknown>;
  /** What the audit calls it. */
  action: string;
}

/** The password of the organisation's webhook: made anew, and the one before ended. */
export const webhookDeeds: Record<string, Deed> = {
  "settings.changeWebhookSecret": {
    act: (caller) => caller.settings.changeWebhookSecret(),
    action: "settings.webhook_secret_changed",
  },
  "settings.endPreviousWebhookSecret": {
    prepare: async (caller) => {
      await caller.settings.changeWebhookSecret();
      await caller.settings.changeWebhookSecret();
    },
    act: (caller) => caller.settings.endPreviousWebhookSecret(),
    action: "settings.webhook_secret_ended",
  },
};

/** What the first word of some actions is done to. */
export const subjects = new Map([
  ["settings", "organisation"],
  ["texting", "organisation"],
  ["conversation", "thread"],
  ["preference", "customer"],
  ["application", "customer"],
  ["registration", "pet"],
  ["transaction", "customer"],
]);
