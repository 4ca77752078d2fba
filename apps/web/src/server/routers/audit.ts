import { getAuditEntry } from "@packpost/core/audit-log/get-audit-entry";
import { listAudit } from "@packpost/core/audit-log/list-audit";
import { listDoers } from "@packpost/core/audit-log/list-doers";
import { auditEntrySchema, listAuditSchema } from "@packpost/core/audit-log/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Who did what to what, and when (O3). */
export const auditRouter = createRouter({
  list: permitted("audit.read")
    .input(listAuditSchema)
    .query(({ ctx, input }) => listAudit({ ctx, input })),
  get: permitted("audit.read")
    .input(auditEntrySchema)
    .query(({ ctx, input }) => getAuditEntry({ ctx, input })),
  doers: permitted("audit.read").query(({ ctx }) => listDoers({ ctx })),
});
