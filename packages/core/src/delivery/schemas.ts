import * as z from "zod";
import { versionSchema } from "../campaign/schemas.ts";

/** Inputs of the mail verbs. No server imports: the browser checks with the same schemas. */

export const sendPreviewSchema = z.object({
  campaignId: z.uuid(),
  /** The version the sender looks at; a newer one refuses. */
  version: versionSchema,
  /** Comma-separated addresses, as typed. */
  to: z.string().max(10_000),
  /** Whose values to show; without one, example values. */
  customerId: z.uuid().nullish(),
});
export type SendPreviewInput = z.infer<typeof sendPreviewSchema>;

export const deliveryIdSchema = z.object({ deliveryId: z.uuid() });
export type DeliveryIdInput = z.infer<typeof deliveryIdSchema>;

export const listDeliveriesSchema = z.object({ campaignId: z.uuid() });
export type ListDeliveriesInput = z.infer<typeof listDeliveriesSchema>;
