import type { Row } from "../insert-rows.ts";
import { idFrom, type Random } from "../random.ts";

interface Scope {
  readonly organisationId: string;
  readonly now: Date;
  readonly random: Random;
  readonly customers: readonly Row[];
}

const HOUR_MS = 3_600_000;

/** A customer who was signed in to their own pages last week and has signed out, and the code they used; nobody can use either. */
export function portalRows({ organisationId: organisation_id, now, random, customers }: Scope) {
  const somebody = customers.find(({ email }) => typeof email === "string" && email.includes("@"));
  const began = new Date(now.getTime() - 7 * 24 * HOUR_MS);
  const until = (hours: number) => new Date(began.getTime() + hours * HOUR_MS);
  const code_id = idFrom(began, random);
  const email_key = String(somebody?.email).toLowerCase();
  const browser_hash = "a browser of last week";
  return {
    portal_code: [
      {
        ...{ organisation_id, id: code_id, email_key, link_hash: "a link of last week", asked_at: began },
        ...{ expires_at: until(1), used_at: began },
      },
    ],
    portal_try: [
      { ...{ organisation_id, code_id, browser_hash, asked: true }, ...{ wrong: 1, proved_at: null } },
    ],
    portal_session: [
      {
        ...{ organisation_id, id: idFrom(began, random), customer_id: somebody?.id, email_key, browser_hash },
        ...{
          token_hash: "a session of last week",
          device: "Safari, iPhone",
          created_at: began,
          seen_at: until(1),
        },
        ...{ expires_at: until(2), ended_at: until(1) },
      },
    ],
  } satisfies Record<string, Row[]>;
}
