import type { Problem } from "@packpost/core/content/checks/problem";
import type { DraftFields } from "#web/features/campaigns/editor/draft/draft-fields.ts";
import type { DraftSaver } from "#web/features/campaigns/editor/draft/draft-saver.ts";
import type { PickedRecipient } from "#web/features/campaigns/editor/mail/recipient-picker.tsx";

/** A draft as "Send preview" needs it. */
export interface DraftToPreview {
  campaignId: string;
  fields: DraftFields;
  saver: DraftSaver;
  problems: readonly Problem[];
  /** Whom the preview beside the text shows. */
  recipient: PickedRecipient | null;
}
