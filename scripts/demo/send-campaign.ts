import { z } from "zod";
import { StepFailure } from "../console/step-failure.ts";
import type { WebSession } from "./web-session.ts";

const created = z.object({ campaignId: z.uuid() });
const detail = z.object({
  version: z.number(),
  passes: z.array(z.object({ id: z.uuid(), name: z.string() })),
});
const edited = z.object({ outcome: z.string(), version: z.number().optional() });
const audienceCount = z.object({ willReceive: z.number(), willNot: z.number() });
const sent = z.object({ outcome: z.string() });

/** The pass of the demo organisation that most people hold. */
export const demoPass = "2027 Off-leash pass";

/** The demo's campaign, as one would write it. */
export const demoCampaign = {
  name: "Spring reopening",
  subject: "The parks reopen on Saturday",
  preheader: "New water stations, new opening hours, and a party for {{pet_names|your dog}}.",
  bodyMarkdown: [
    "# We are open again",
    "Hello {{first_name|there}},",
    "the winter break is over: from Saturday **all three parks** are open from 6 in the morning until dusk.",
    "- fresh water at every gate",
    "- the agility course is back, with two new ramps",
    "- your {{pass_name}} opens the gates as before",
    "Come by with {{pet_names|your dog}} for the [opening party](https://riverside.example/party) at noon.",
    "See you at the park,\nDana and everybody at {{organisation_name}}",
  ].join("\n\n"),
} as const;

/**
 * Writes the demo's campaign, looks at its audience and sends it, exactly as the pages do.
 * @param passName the pass whose holders receive it
 * @returns its id; its workflow sends it after the undo window
 * @throws StepFailure
 */
export async function sendDemoCampaign(session: WebSession, passName: string): Promise<string> {
  const { campaignId } = await session.mutate("campaign.create", { name: demoCampaign.name }, created);
  const { version, passes } = await session.query("campaign.get", { campaignId }, detail);
  const pass = passes.find(({ name }) => name === passName);
  if (!pass) throw refused(`There is no pass "${passName}".`);

  const { name: _, ...content } = demoCampaign;
  const changes = { ...content, passId: pass.id };
  const saved = await session.mutate("campaign.edit", { campaignId, version, changes }, edited);
  if (saved.outcome !== "saved" || saved.version === undefined) throw refused(`Saving: ${saved.outcome}.`);

  const { willReceive } = await session.query(
    "audience.count",
    { campaignId, passId: pass.id },
    audienceCount,
  );
  const order = { campaignId, version: saved.version, confirmedCount: willReceive };
  const { outcome } = await session.mutate("campaign.sending.send", order, sent);
  if (outcome !== "scheduled") throw refused(`Sending: ${outcome}.`);
  return campaignId;
}

function refused(why: string): StepFailure {
  return new StepFailure("The demo campaign was not sent", why, "Look into .data/logs/web.log.");
}
