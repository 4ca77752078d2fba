import type { StepsToTake, TextingStep } from "@packpost/core/first-steps/read-first-steps";

/** What the sender's domain is for, and how far it is. */
export function senderWords({ sender: { domain, isDone, isMailService }, realMail }: StepsToTake): string {
  if (isDone) return `${domain} is verified: receivers see that mail from it is yours.`;
  if (isMailService)
    return `Mail comes from an address at ${domain}, which nobody can prove to be theirs. Take one at your own domain, and add the records that its page shows.`;
  const why = `A few records at ${domain} show receivers that mail from it is yours; whoever looks after your website can add them.`;
  return realMail ? why : `${why} In the sandbox campaigns go without.`;
}

/** What people are needed for. */
export function peopleWords({ hasPeople }: StepsToTake): string {
  return hasPeople
    ? "Your customers are here. Who gets a campaign is told by the passes that their pets are registered for: drop those files, too."
    : "Drop files from your booking system: first customers, then their pets, then which pass each pet is registered for. You see what will change before anything does, and can undo it for a day.";
}

/** What is to be done for the first campaign. */
export function campaignWords({ campaign, hasPasses, hasPostalAddress }: StepsToTake): string {
  const pass = hasPasses ? "" : " It goes to those who hold a pass: give your first one a name.";
  const address = hasPostalAddress ? "" : " Your postal address has to stand in its foot, as the law wants.";
  return campaign === "drafted"
    ? `A draft is begun: open it below.${pass}${address}`
    : `Choose who gets it, write, and see everyone who will receive it and why others will not. For ten seconds you can take it back.${pass}${address}`;
}

/** Texting, for whoever wants it (A15). */
export const textingWords: Readonly<Record<TextingStep, { readonly words: string; readonly link: string }>> =
  {
    no_number: {
      words: "If you want to text as well: enter your number, then test it with your own phone.",
      link: "Set up texting",
    },
    to_test: {
      words: "Texting is off until a test with your own phone has shown that it works.",
      link: "Test texting",
    },
    testing: {
      words: "The test of texting has begun; not everything was seen yet.",
      link: "Go on with the test",
    },
    ready: { words: "Ready to text: everything of the test was seen.", link: "Switch texting on" },
    on: { words: "Texting is on.", link: "Look at texting" },
    paused: { words: "Texting is paused; its page says why.", link: "Look at texting" },
  };
