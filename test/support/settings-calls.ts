import type { Caller } from "./deeds.ts";

/** Every procedure of the settings, called once: they are about one's own organisation alone. */
export const settingsCalls: Record<string, (caller: Caller) => Promise<unknown>> = {
  "settings.get": (caller) => caller.settings.get(),
  "settings.edit": (caller) =>
    caller.settings.edit({
      section: "sender",
      seen: { senderName: "Nobody", senderEmail: "nobody@access.example" },
      values: { senderName: "Access", senderEmail: "access@access.example" },
    }),
  "settings.texting": (caller) => caller.settings.texting(),
  "settings.saveTexting": (caller) =>
    caller.settings.saveTexting({ number: "+1 202 555 0142", registration: "pending" }),
  "settings.testTexting": (caller) => caller.settings.testTexting({ phone: "+1 202 555 0143" }),
  "settings.inboundTest": (caller) => caller.settings.inboundTest(),
  "settings.testInbound": (caller) => caller.settings.testInbound(),
  "settings.switchTexting": (caller) => caller.settings.switchTexting({ to: "off" }),
  "settings.openingHours": (caller) => caller.settings.openingHours(),
  "settings.saveOpeningHours": (caller) =>
    caller.settings.saveOpeningHours({ week: [[], [], [], [], [], [], []], closedDays: [] }),
  "settings.sender": (caller) => caller.settings.sender(),
  "settings.checkSender": (caller) => caller.settings.checkSender(),
  "settings.firstSteps": (caller) => caller.settings.firstSteps(),
  "settings.putFirstStepsAway": (caller) => caller.settings.putFirstStepsAway({ away: false }),
  "settings.stopSending": (caller) => caller.settings.stopSending(),
  "settings.allowSending": (caller) => caller.settings.allowSending(),
  "settings.logo": (caller) => caller.settings.logo(),
  "settings.removeLogo": (caller) => caller.settings.removeLogo(),
  "settings.providers": (caller) => caller.settings.providers(),
  "settings.testProviderKey": (caller) =>
    caller.settings.testProviderKey({ channel: "email", serverToken: "opens-nothing" }),
  "settings.removeProviderKey": (caller) => caller.settings.removeProviderKey({ channel: "sms" }),
  "settings.registerWithProvider": (caller) => caller.settings.registerWithProvider({ channel: "sms" }),
  "settings.factorRule": (caller) => caller.settings.factorRule(),
  "settings.webhook": (caller) => caller.settings.webhook(),
  "settings.changeWebhookSecret": (caller) => caller.settings.changeWebhookSecret(),
  "settings.endPreviousWebhookSecret": (caller) => caller.settings.endPreviousWebhookSecret(),
};
