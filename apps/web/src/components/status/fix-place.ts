import type { Reason } from "@packpost/core/audience/explain-reasons";

/**
 * Where on a customer's page a reason is put right (C4): the very field; null where it is not put right there.
 * @param passId of the campaign that the reason belongs to; null = of none
 */
export function fixPlaceOf(reason: Reason, customerId: string, passId: string | null): string | null {
  const page = `/customers/${customerId}`;
  const to = (edit: string, more: Record<string, string | undefined> = {}) => {
    const params = new URLSearchParams({ edit });
    for (const [name, value] of Object.entries({ ...more, ...(passId !== null && { pass: passId }) }))
      if (value !== undefined) params.set(name, value);
    return `${page}?${params}`;
  };
  const [pet] = reason.petIds ?? [];
  switch (reason.code) {
    case "application_none":
    case "application_pending":
    case "application_denied":
    case "application_inactive":
      return passId === null ? page : to("application");
    case "registration_none":
    case "registration_inactive":
    case "registration_expired":
      // Nothing to register: a pet comes first.
      if (pet === undefined) return reason.code === "registration_none" ? `${page}?edit=pet` : page;
      return passId === null ? page : to("registration", { pet });
    case "pet_inactive":
      return pet === undefined ? page : `${page}?${new URLSearchParams({ edit: "pet", pet })}`;
    case "silent":
      return `${page}?edit=transaction`;
    case "no_email":
    case "invalid_email":
    case "hard_bounced":
    case "suppressed_domain":
      return `${page}?edit=email`;
    case "unsubscribed":
      return `${page}/communications`;
    default:
      return null;
  }
}
