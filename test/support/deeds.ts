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
  "settings.registerWithProvider": {
    act: (caller) => caller.settings.registerWithProvider({ channel: "sms" }),
    action: "settings.registration_asked",
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

/** What else is done in the settings. @param one runs a statement about the organisation and answers with its row's id */
export const settingsDeeds = (
  one: (statement: string, ...more: unknown[]) => Promise<string>,
): Record<string, Deed> => ({
  "settings.edit": {
    act: async (caller) => {
      const { senderName, senderEmail } = await caller.settings.get();
      const values = { senderName: `${senderName} again`, senderEmail };
      return caller.settings.edit({ section: "sender", seen: { senderName, senderEmail }, values });
    },
    action: "settings.changed",
  },
  "settings.removeLogo": {
    prepare: async () => {
      const logo = `${"a".repeat(26)}-48x48.png`;
      await one("update organisation set logo = $2 where id = $1 returning id", logo);
    },
    act: (caller) => caller.settings.removeLogo(),
    action: "settings.logo_changed",
  },
  "settings.putFirstStepsAway": {
    act: (caller) => caller.settings.putFirstStepsAway({ away: true }),
    action: "settings.first_steps_put_away",
  },
  "settings.stopSending": {
    act: (caller) => caller.settings.stopSending(),
    action: "settings.sending_stopped",
  },
  "settings.allowSending": {
    prepare: async (caller) => void (await caller.settings.stopSending()),
    act: (caller) => caller.settings.allowSending(),
    action: "settings.sending_allowed",
  },
});

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
