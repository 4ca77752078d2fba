import * as z from "zod";
import { instantSchema } from "../local-time/instant-schema.ts";

const daySchema = z.iso.date();
const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "A time is written like 14:30.");

export const listScheduleSchema = z.object({
  /** Whose; null = everybody's, for who may see it. */
  staffMemberId: z.uuid().nullable(),
  /** The first day, in the organisation's zone; null = today. */
  from: daySchema.nullable(),
  days: z.int().min(1).max(7),
});
export type ListScheduleInput = z.infer<typeof listScheduleSchema>;

const placeSchema = z.object({
  staffMemberId: z.uuid(),
  date: daySchema,
  time: timeSchema,
  minutes: z
    .int()
    .min(5)
    .max(24 * 60),
  /** It may lie beside another visit of the same staff member. */
  anyway: z.boolean().default(false),
});

export const createAppointmentSchema = placeSchema.extend({
  /** Made by the writer's page: a retry with the same one never doubles. */
  appointmentId: z.uuid(),
  petId: z.uuid(),
});
export type CreateAppointmentInput = z.infer<typeof createAppointmentSchema>;

export const appointmentIdSchema = z.object({ appointmentId: z.uuid() });
export type AppointmentIdInput = z.infer<typeof appointmentIdSchema>;

export const moveAppointmentSchema = placeSchema.extend({
  appointmentId: z.uuid(),
  /** When it began as far as the mover has seen: somebody else's move is not undone unseen. */
  seenStart: instantSchema,
});
export type MoveAppointmentInput = z.infer<typeof moveAppointmentSchema>;

export const findPetsSchema = z.object({ term: z.string().max(200) });
