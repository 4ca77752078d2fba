import { createFamily, createPass, type TestPerson, type TestPet } from "./create-family.ts";
import type { TestOrganisation } from "./create-test-organisation.ts";

/** People who will not receive, one for each word. */
const flaws = {
  application_pending: { people: [{ application: "pending" }] },
  application_denied: { people: [{ application: "denied" }] },
  registration_none: { pets: [{ registration: "none" }] },
  registration_expired: { pets: [{ validForDays: -1 }] },
  pet_inactive: { pets: [{ status: "inactive" }] },
  no_email: { people: [{ email: null }] },
  invalid_email: { people: [{ email: "not an address" }] },
  unsubscribed: { people: [{ unsubscribed: true }] },
  silent: { people: [{ lastTransactionDaysAgo: 800 }] },
} as const satisfies Record<string, { people?: readonly TestPerson[]; pets?: readonly TestPet[] }>;

export type Flaw = keyof typeof flaws;

/**
 * A pass with this many people in good standing, and one person for each flaw named. For thousands use `seedLarge`.
 * @param options.emails addresses of those who will receive (the simulator goes by them); any, if left out
 */
export async function createCampaignAudience(
  organisation: TestOrganisation,
  options: {
    readonly willReceive: number;
    readonly willNot?: readonly Flaw[];
    readonly emails?: readonly string[];
  },
): Promise<{ passId: string; willReceive: string[]; willNot: string[] }> {
  const passId = await createPass(organisation);
  const one = async (what: { people?: readonly TestPerson[]; pets?: readonly TestPet[] }): Promise<string> =>
    (await createFamily(organisation, { passId, ...what })).customerIds[0] ?? "";
  const willReceive: string[] = [];
  for (let at = 0; at < options.willReceive; at += 1) {
    const email = options.emails?.[at];
    willReceive.push(await one(email === undefined ? {} : { people: [{ email }] }));
  }
  const willNot: string[] = [];
  for (const flaw of options.willNot ?? []) willNot.push(await one(flaws[flaw]));
  return { passId, willReceive, willNot };
}
