import type { Settings } from "./settings-schemas.ts";

/**
 * What a setting is until somebody changes it; those that are not here have no default. The columns have the same, and so have new
 * organisations. No validation library: pages import it.
 */
export const settingsDefaults = {
  supportEmail: null,
  brandColor: "#1F5C4D",
  mailLanguage: "en",
  /** @source article 003, C13 */
  massCap: 150,
  wavePauseSeconds: 0,
  perSecond: null,
  approvalOver: null,
  frequencyMost: null,
  frequencyDays: 7,
  unreadMailSeconds: 180,
  quietFrom: "21:00",
  quietUntil: "08:00",
  alertSecondsPerText: 12,
  inboundAddress: null,
  rawEventRetentionDays: 45,
} as const satisfies Partial<Settings>;

export type SettingWithDefault = keyof typeof settingsDefaults;
