import * as z from "zod";
import { roles } from "../access/permissions.ts";
import { addressSchema } from "../address/address-schema.ts";
import { nameSchema } from "../name-schema.ts";
import { LONGEST_PASSWORD } from "./password-length.ts";

/** Inputs of the verbs about staff (O1). No server imports: the browser checks with the same schemas. */

/** Characters that a staff member's name has at most. */
export const LONGEST_NAME = 120;

export const roleSchema = z.enum(roles);

export const inviteSchema = z.object({
  /** The mailbox as it compares: small letters (T64). */
  address: addressSchema,
  /** As they are called; they may change it when they join. */
  name: nameSchema(LONGEST_NAME),
  role: roleSchema,
});
export type InviteInput = z.output<typeof inviteSchema>;

export const invitationIdSchema = z.object({ invitationId: z.uuid() });
export type InvitationIdInput = z.output<typeof invitationIdSchema>;

export const changeRoleSchema = z.object({
  staffMemberId: z.uuid(),
  /** The role that was seen: somebody else may have changed it. */
  seen: roleSchema,
  role: roleSchema,
});
export type ChangeRoleInput = z.output<typeof changeRoleSchema>;

export const staffMemberIdSchema = z.object({ staffMemberId: z.uuid() });
export type StaffMemberIdInput = z.output<typeof staffMemberIdSchema>;

const linkSchema = z.string().max(200);
const passwordSchema = z
  .string()
  .max(LONGEST_PASSWORD, `A password has at most ${LONGEST_PASSWORD.toLocaleString("en")} characters.`);

/** What can be done on the page behind an invitation's link. */
export const invitationDoorSchema = z.discriminatedUnion("action", [
  z.object({
    action: z.literal("join"),
    link: linkSchema,
    name: nameSchema(LONGEST_NAME).pipe(z.string().min(1, "Type your name.")),
    password: passwordSchema,
  }),
  z.object({ action: z.literal("accept"), link: linkSchema }),
]);
export type InvitationDoorInput = z.output<typeof invitationDoorSchema>;

/** What can be done by whoever forgot their password. */
export const resetDoorSchema = z.discriminatedUnion("action", [
  z.object({ action: z.literal("ask"), address: addressSchema }),
  z.object({ action: z.literal("set"), link: linkSchema, password: passwordSchema }),
]);
export type ResetDoorInput = z.output<typeof resetDoorSchema>;
