import { cancelAppointment, restoreAppointment } from "@packpost/core/appointment/cancel-appointment";
import { createAppointment } from "@packpost/core/appointment/create-appointment";
import { findPets } from "@packpost/core/appointment/find-pets";
import { listSchedule } from "@packpost/core/appointment/list-schedule";
import { moveAppointment } from "@packpost/core/appointment/move-appointment";
import {
  appointmentIdSchema,
  createAppointmentSchema,
  findPetsSchema,
  listScheduleSchema,
  moveAppointmentSchema,
} from "@packpost/core/appointment/schemas";
import { createRouter, permitted } from "#web/server/procedures.ts";

/** Who visits which family when: rights and alerts follow it (V6). */
export const scheduleRouter = createRouter({
  list: permitted("schedule.own")
    .input(listScheduleSchema)
    .query(({ ctx, input }) => listSchedule({ ctx, input })),
  findPets: permitted("schedule.manage")
    .input(findPetsSchema)
    .query(({ ctx, input }) => findPets({ ctx, input })),
  create: permitted("schedule.manage")
    .input(createAppointmentSchema)
    .mutation(({ ctx, input }) => createAppointment({ ctx, input })),
  move: permitted("schedule.manage")
    .input(moveAppointmentSchema)
    .mutation(({ ctx, input }) => moveAppointment({ ctx, input })),
  cancel: permitted("schedule.manage")
    .input(appointmentIdSchema)
    .mutation(({ ctx, input }) => cancelAppointment({ ctx, input })),
  restore: permitted("schedule.manage")
    .input(appointmentIdSchema)
    .mutation(({ ctx, input }) => restoreAppointment({ ctx, input })),
});
