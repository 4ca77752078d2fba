import * as z from "zod";

export const joinThreadsSchema = z.object({
  strangerThreadId: z.uuid(),
  familyId: z.uuid(),
  /** Whose number it is; null = somebody of the family. */
  customerId: z.uuid().nullable(),
});
export type JoinThreadsInput = z.infer<typeof joinThreadsSchema>;

export const previewJoinSchema = z.object({ strangerThreadId: z.uuid(), familyId: z.uuid() });
export type PreviewJoinInput = z.infer<typeof previewJoinSchema>;

export const splitThreadSchema = z.object({ strangerThreadId: z.uuid() });
export type SplitThreadInput = z.infer<typeof splitThreadSchema>;
