import { defineEntity, p } from "@mikro-orm/core";
import { Alert } from "./alert.entity.ts";
import { Customer } from "./customer.entity.ts";
import { Delivery } from "./delivery.entity.ts";
import { Family } from "./family.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";

/** What a recipient of an alert has beside its row of `recipient`. */
export const AlertRecipient = defineEntity({
  name: "AlertRecipient",
  tableName: "alert_recipient",
  properties: {
    alert: () => p.manyToOne(Alert).ref().primary().deleteRule("cascade"),
    customer: () => p.manyToOne(Customer).ref().primary().deleteRule("no action"),
    organisationId: () => ofOrganisation().primary(),
    family: () => p.manyToOne(Family).ref(),
    number: p.text().nullable(),
    holdsNumber: p.boolean(),
    reasons: p.integer().default(0),
    sameAs: () => p.manyToOne(Customer).ref().fieldName("same_as").nullable().deleteRule("no action"),
    appointmentId: p.uuid(),
    startsAt: p.datetime(3),
    appointments: p.integer(),
    heldUntil: p.datetime(3).nullable(),
    lateJoiner: p.boolean().default(false),
    overflowedIds: p.array().columnType("text[]").default([]),
    leftAt: p.datetime(3).nullable(),
    emailDelivery: () => p.manyToOne(Delivery).ref().nullable().deleteRule("no action"),
  },
});
