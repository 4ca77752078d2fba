import { explainAddress } from "../address/explain-address.ts";
import type { ConsentFacts, ReasonFacts } from "./person-reasons-sql.ts";
import { CONSENT_BITS, type ReasonCode, reasonsIn } from "./reasons.ts";

/** One reason why somebody will not receive, with what is worth knowing about it. */
export interface Reason {
  code: ReasonCode;
  /** Whose pets it is about; empty when the family has none or it is about the person. */
  pets?: string[];
  /** Whose they are, in the order of `pets`; absent where it was written down before they were kept. */
  petIds?: string[];
  /** A day, `2026-10-03`: the registration's last one. */
  day?: string;
  /** An instant (ISO): when it happened. */
  at?: string;
  /** Where an unsubscribe came from. */
  source?: string;
  /** The mailbox unsubscribed, not this person (C18): who said it there, "" = nobody whom we know. */
  by?: string;
  /** The campaigns that were enough, newest first. */
  campaigns?: string[];
  /** The provider's own words, who receives instead, or what is wrong with the address. */
  providerMessage?: string;
}

/**
 * All reasons in a bitmask with their details, most telling first.
 * @param mask bits of reason_codes()
 * @param facts what the page's query found about this person
 * @param email what stands as address in their file
 */
export function explainReasons(mask: number, facts: ReasonFacts, email: string | null): Reason[] {
  return reasonsIn(mask).map((code) => explain(code, facts, email));
}

/** The reasons in a bitmask that have nothing to do with a pass, with their details. @param mask bits of customer_contactability */
export function explainConsent(mask: number, facts: ConsentFacts): Reason[] {
  const nothing = { pets: [], last_contact_at: "", mailbox_taken_by: null };
  return explainReasons(mask & CONSENT_BITS, { ...facts, ...nothing }, null);
}

function explain(code: ReasonCode, facts: ReasonFacts, email: string | null): Reason {
  const { pets } = facts;
  const named = (wanted: (pet: ReasonFacts["pets"][number]) => boolean) => {
    const found = pets.filter(wanted);
    const petIds = found.flatMap(({ id }) => id ?? []);
    return { pets: found.map(({ name }) => name), ...(petIds.length > 0 && { petIds }) };
  };
  switch (code) {
    case "pet_inactive":
      return { code, ...named((pet) => !pet.active) };
    case "registration_none":
      return { code, ...named((pet) => pet.registration === null) };
    case "registration_inactive":
      return { code, ...named((pet) => pet.registration === "inactive") };
    case "registration_expired": {
      const days = pets.flatMap((pet) =>
        pet.registration === "active" && pet.valid_through ? [pet.valid_through] : [],
      );
      const day = days.sort()[0];
      return { code, ...named((pet) => pet.valid_through === day), ...(day === undefined ? {} : { day }) };
    }
    case "unsubscribed":
      return { code, ...optOut(facts.unsubscribed) };
    case "hard_bounced":
      return { code, ...suppression(facts, "hard_bounce", "address") };
    case "complained":
      return { code, ...suppression(facts, "complaint", "address") };
    case "suppressed_by_hand":
      return { code, ...suppression(facts, "by_hand", "address") };
    case "suppressed_domain":
      return { code, ...suppression(facts, undefined, "domain") };
    case "invalid_email": {
      const fault = explainAddress(email ?? "");
      return fault === null ? { code } : { code, providerMessage: fault };
    }
    case "silent":
      return { code, at: facts.last_contact_at };
    case "had_enough": {
      const [newest] = facts.lately ?? [];
      if (newest === undefined) return { code };
      return { code, at: newest.at, campaigns: (facts.lately ?? []).map(({ name }) => name) };
    }
    case "same_mailbox":
      return facts.mailbox_taken_by === null ? { code } : { code, providerMessage: facts.mailbox_taken_by };
    default:
      return { code };
  }
}

/** An unsubscribe with whose choice it was, where it was not the person's own. */
function optOut(fact: ConsentFacts["unsubscribed"]): Omit<Reason, "code"> {
  if (fact === null) return {};
  const { at, source, by } = fact;
  return { at, source, ...(by === undefined ? {} : { by: by ?? "" }) };
}

function suppression(
  facts: ReasonFacts,
  reason: string | undefined,
  kind: string,
): { at?: string; providerMessage?: string } {
  const found = facts.suppressions.find(
    (one) => one.kind === kind && (reason === undefined || one.reason === reason),
  );
  if (found === undefined) return {};
  return {
    at: found.at,
    ...(found.providerMessage === null ? {} : { providerMessage: found.providerMessage }),
  };
}
