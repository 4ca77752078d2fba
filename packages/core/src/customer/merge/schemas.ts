import * as z from "zod";
import { storableTextSchema } from "../../storable-text.ts";

/** Fields of which a person chooses whose go on. Browser-safe. */
export const mergeFieldsOfPerson = ["firstName", "lastName", "email", "phone"] as const;
export type MergeFieldOfPerson = (typeof mergeFieldsOfPerson)[number];

const pairShape = {
  keptId: z.uuid(),
  mergedId: z.uuid(),
};

export const previewMergeSchema = z.object(pairShape);
export type PreviewMergeInput = z.output<typeof previewMergeSchema>;

export const mergeCustomersSchema = z.object({
  ...pairShape,
  /** Fields that are taken from the one that goes. */
  take: z.array(z.enum(mergeFieldsOfPerson)).max(mergeFieldsOfPerson.length).default([]),
  /** When each had last been changed, as was shown: what somebody changed since is looked at first. */
  seen: z.object({ kept: z.iso.datetime({ offset: true }), merged: z.iso.datetime({ offset: true }) }),
});
export type MergeCustomersInput = z.output<typeof mergeCustomersSchema>;

/** Both by a customer of theirs. */
export const mergeFamiliesSchema = z.object({ keptFamilyId: z.uuid(), mergedFamilyId: z.uuid() });
export type MergeFamiliesInput = z.output<typeof mergeFamiliesSchema>;

export const splitFamilySchema = z.object({
  familyId: z.uuid(),
  name: storableTextSchema.trim().min(1, "Give the new family a name.").max(200, "At most 200 characters."),
  customerIds: z.array(z.uuid()).min(1, "Choose somebody who goes.").max(100),
  petIds: z.array(z.uuid()).max(200).default([]),
});
export type SplitFamilyInput = z.output<typeof splitFamilySchema>;

export const mergeIdSchema = z.object({ mergeId: z.uuid() });
export type MergeIdInput = z.output<typeof mergeIdSchema>;

/** So many days it can be taken back. */
export const UNDO_DAYS = 30;
