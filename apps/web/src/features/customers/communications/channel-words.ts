import type { ChoiceChannel } from "@packpost/core/customer/communications/get-communications";

/** What one can be sent or not (P6), in the front desk's words. */
export const channelWords: Record<ChoiceChannel, { name: string; about: string; inSentence: string }> = {
  campaign: {
    name: "Campaigns",
    about: "News to everybody who holds a pass. Holds for their mailbox, whoever else uses it.",
    inSentence: "campaigns",
  },
  notice: {
    name: "Notices",
    about: "Mail that tells of messages they have not read, and of other things that happen by themselves.",
    inSentence: "notices",
  },
  text: { name: "Texts", about: "Text messages to their phone.", inSentence: "texts" },
};

/** How something was said: "by the link in a mail". */
export function formatSource(source: string): string {
  switch (source) {
    case "link":
      return "by the link in a mail";
    case "one_click":
      return "in their mail program";
    case "provider":
      return "told by the provider";
    case "portal":
      return "on their own pages";
    case "staff":
      return "recorded by your team";
    case "import":
      return "from an import";
    case "keyword":
      return "by texting STOP";
    default:
      return "";
  }
}
