/** The settings of each section, in the order of the form. No validation library: pages import it. */
export const settingsNames = {
  organisation: ["name", "zone", "postalAddress", "supportEmail", "brandColor", "mailLanguage"],
  sender: ["senderName", "senderEmail"],
  sending: ["massCap", "wavePauseSeconds", "perSecond"],
  approval: ["approvalOver"],
  frequency: ["frequencyMost", "frequencyDays"],
  messages: ["unreadMailSeconds"],
  texting: ["quietFrom", "quietUntil"],
  alerts: ["alertSecondsPerText"],
  inbound: ["inboundAddress"],
  retention: ["rawEventRetentionDays"],
} as const;
