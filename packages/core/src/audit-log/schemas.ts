import * as z from "zod";
import { auditSubjectKinds } from "../audit-deeds.ts";
import { pageSchema } from "../paging/page-schema.ts";

/** A day of the organisation's calendar; one that does not exist is refused. */
const daySchema = z.iso.date().refine((day) => day >= "2000-01-01" && day < "2200-01-01", "No such day");

/** Who did it: one staff member, or all of a kind. */
export const auditActorSchema = z.union([z.uuid(), z.enum(["customers", "systems", "packpost"])]);

/** What narrows the audit; days of the organisation's calendar, both included. */
const filterSchema = z.object({
  actor: auditActorSchema.nullish().default(null),
  subject: z.enum(auditSubjectKinds).nullish().default(null),
  /** One thing of that kind: everything about this campaign. */
  subjectId: z.uuid().nullish().default(null),
  from: daySchema.nullish().default(null),
  to: daySchema.nullish().default(null),
});

export const exportAuditSchema = filterSchema;
export const listAuditSchema = filterSchema.extend(pageSchema.shape);
export const auditEntrySchema = z.object({ entryId: z.uuid() });

export type AuditFilter = z.output<typeof filterSchema>;
export type ListAuditInput = z.output<typeof listAuditSchema>;
