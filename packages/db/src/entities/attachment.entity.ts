import { defineEntity, p } from "@mikro-orm/core";
import { Customer } from "./customer.entity.ts";
import { Entry } from "./entry.entity.ts";
import { ofOrganisation } from "./organisation.entity.ts";
import { PICTURE_EXTENSIONS } from "./picture.entity.ts";
import { ScheduledMessage } from "./scheduled-message.entity.ts";
import { StaffMember } from "./staff-member.entity.ts";
import { Thread } from "./thread.entity.ts";

/** Whether it is there: what comes with a text or mail follows its entry (T23). */
const ATTACHMENT_STATES = ["kept", "coming", "failed"] as const;
/** A picture that was drawn anew, or a file as it came. */
const ATTACHMENT_EXTENSIONS = [...PICTURE_EXTENSIONS, "file"] as const;

/** A picture or file of a conversation (V13); until its message is sent it is its uploader's alone. */
export const Attachment = defineEntity({
  name: "Attachment",
  tableName: "attachment",
  properties: {
    organisationId: ofOrganisation,
    id: p.uuid().primary(),
    thread: () => p.manyToOne(Thread).ref(),
    entry: () => p.manyToOne(Entry).ref().nullable().deleteRule("no action"),
    /** Of a message that is sent later, until it is its entry's (V15). */
    scheduledMessage: () => p.manyToOne(ScheduledMessage).ref().nullable().deleteRule("no action"),
    place: p.integer().default(0),
    staffMember: () => p.manyToOne(StaffMember).ref().nullable().deleteRule("no action"),
    customer: () => p.manyToOne(Customer).ref().nullable().deleteRule("no action"),
    state: p.enum(ATTACHMENT_STATES).default("kept"),
    /** Null until it is kept, as what follows. */
    key: p.text().nullable(),
    extension: p.enum(ATTACHMENT_EXTENSIONS).nullable(),
    /** Of a picture. */
    width: p.integer().nullable(),
    height: p.integer().nullable(),
    bytes: p.integer().nullable(),
    /** Of the smaller picture that goes out with a text, where it has one of its own. */
    textExtension: p.enum(PICTURE_EXTENSIONS).nullable(),
    /** Of a mail: a picture of what it quotes or of a signature. */
    folded: p.boolean().default(false),
    /** Why it could not be kept. */
    trouble: p.text().nullable(),
    fileName: p.text(),
    createdAt: p.datetime(3).defaultRaw("app_now()"),
  },
});
