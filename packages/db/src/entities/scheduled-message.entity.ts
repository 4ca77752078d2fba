import { defineEntity, p } from "@mikro-orm/core";
import { holdReasons, scheduledStates } from "../enums.ts";
import { Appointment } from "./appointment.entity.ts";
import { Customer } from "./customer.entity.ts";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** A message that is to be posted at its time (V15); no entry until then, of which it will have the id. */
export const ScheduledMessage = defineEntity({
  name: "ScheduledMessage",
  tableName: "scheduled_message",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary(),
    thread: () => p.manyToOne(Thread).ref(),
    /** Where it was written, if that thread was joined. */
    originThread: () => p.manyToOne(Thread).ref().nullable().deleteRule("no action"),
    staffMember: () => p.manyToOne(StaffMember).ref(),
    body: p.text(),
    asText: p.boolean().default(false),
    textCustomer: () => p.manyToOne(Customer).ref().nullable().deleteRule("no action"),
    /** The visit that it is about, and when that was to begin as it was written. */
    appointment: () => p.manyToOne(Appointment).ref().nullable().deleteRule("no action"),
    appointmentStartsAt: p.datetime(3).nullable(),
    /** The newest entry that its writer knew of. */
    seenEntry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
    dueAt: p.datetime(3),
    state: p.enum(scheduledStates).default("scheduled"),
    holdReason: p.enum(holdReasons).nullable(),
    /** What was written meanwhile. */
    holdEntry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
    /** Why it cannot be texted. */
    holdWords: p.text().nullable(),
    heldAt: p.datetime(3).nullable(),
    settledAt: p.datetime(3).nullable(),
    /** Cancelled to be edited: it is a draft again. */
    takenBack: p.boolean().default(false),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
