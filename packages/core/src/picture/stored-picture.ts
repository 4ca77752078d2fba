import * as z from "zod";

/** What an upload is answered with. */
export const storedPictureSchema = z.object({
  /** Its public address, for a mail. */
  address: z.string(),
  widthPx: z.int().positive(),
  heightPx: z.int().positive(),
  bytes: z.int().positive(),
});
export type StoredPicture = z.infer<typeof storedPictureSchema>;
