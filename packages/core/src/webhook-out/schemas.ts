import * as z from "zod";
import { storableTextSchema } from "../storable-text.ts";

/** Inputs of the verbs of outgoing webhooks (P10). No server imports: the browser checks with the same schemas. */

/** Most endpoints of an organisation. */
export const MOST_ENDPOINTS = 20;

/** So far back, in days, outcomes can be sent again: as long as their changes are kept. */
export const REPLAY_DAYS = 30;

export const createEndpointSchema = z.object({
  name: storableTextSchema.trim().min(1, "Give it a name").max(80, "At most 80 characters"),
  url: storableTextSchema.trim().min(1, "Type the address").max(2_000, "At most 2,000 characters"),
});
export type CreateEndpointInput = z.output<typeof createEndpointSchema>;

export const endpointIdSchema = z.object({ endpointId: z.uuid() });
export type EndpointIdInput = z.output<typeof endpointIdSchema>;

export const switchEndpointSchema = z.object({ endpointId: z.uuid(), on: z.boolean() });
export type SwitchEndpointInput = z.output<typeof switchEndpointSchema>;

export const replayEndpointSchema = z.object({
  endpointId: z.uuid(),
  /** Whatever changed in these last hours comes again. */
  hours: z
    .int()
    .min(1)
    .max(REPLAY_DAYS * 24),
});
export type ReplayEndpointInput = z.output<typeof replayEndpointSchema>;
