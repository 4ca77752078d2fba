import { broadcastKinds } from "@packpost/db/enums";
import * as z from "zod";

export const whySchema = z.object({ customerId: z.uuid(), kind: z.enum(broadcastKinds), id: z.uuid() });
export type WhyInput = z.output<typeof whySchema>;
