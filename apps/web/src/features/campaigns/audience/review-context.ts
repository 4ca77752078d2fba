"use client";

import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";
import { createContext } from "react";

/** What the rows of the review need to know to offer what helps. */
export interface Review {
  campaignId: string;
  /** The pass that the reasons are about. */
  passId: string;
  /** Whether this person may see whom nobody writes to any more. */
  canSeeSuppressions: boolean;
  /** Whether text and lists stand beside the table and can be changed there. */
  isDraft: boolean;
  /** Whether people can be taken off the exclusions: the author's draft, or with the right to send while it is scheduled. */
  canTakeOff: boolean;
  /** The personal field that everybody shown lacks; null = another choice is shown. */
  lacking: MergeFieldName | null;
}

export const ReviewContext = createContext<Review | null>(null);
