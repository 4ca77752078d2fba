import { auditSubjectKinds } from "@packpost/core/audit-deeds";

/** What narrows the audit, as it stands in the URL. */
interface AuditUrl {
  by: string | null;
  what: string | null;
  /** One thing of that kind. */
  id: string | null;
  from: string | null;
  to: string | null;
}

/** Whoever is no staff member, as a filter. */
export const otherDoers = ["customers", "systems", "packpost"] as const;

/** No validation library: the page would carry it. */
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What the list asks for, from what stands in the URL; page, file and browser must agree. Nonsense counts as nothing. */
export function auditInputOf({ by, what, id, from, to }: AuditUrl) {
  const subject = auditSubjectKinds.find((kind) => kind === what) ?? null;
  return {
    actor: otherDoers.find((word) => word === by) ?? (by !== null && uuid.test(by) ? by : null),
    subject,
    subjectId: subject !== null && id !== null && uuid.test(id) ? id : null,
    from: dayOf(from),
    to: dayOf(to),
    pageSize: 50,
  };
}

/** A day that exists, of years that anything happened in. */
function dayOf(text: string | null): string | null {
  if (text === null || !/^2[01]\d\d-\d\d-\d\d$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null;
}
