import { broadcastKinds } from "@packpost/db/enums";
import * as z from "zod";

/** What somebody may ask about (P8): a campaign, an alert, a message of the team's (V5), or any other single mail or text. Browser-safe. */
export const sendingKinds = [...broadcastKinds, "message", "delivery"] as const;
export type SendingKind = (typeof sendingKinds)[number];

export const whySchema = z.object({ customerId: z.uuid(), kind: z.enum(sendingKinds), id: z.uuid() });
export type WhyInput = z.output<typeof whySchema>;
