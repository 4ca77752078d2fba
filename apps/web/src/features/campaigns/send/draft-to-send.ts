import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Problem } from "@packpost/core/content/checks/problem";
import type { MergeFieldName } from "@packpost/core/content/template/merge-fields";
import type { DraftFields } from "#web/features/campaigns/editor/draft/draft-fields.ts";
import type { DraftSaver } from "#web/features/campaigns/editor/draft/draft-saver.ts";

/** A draft as everything around "Send" and "Schedule" needs it. */
export interface DraftToSend {
  campaign: CampaignDetail;
  fields: DraftFields;
  saver: DraftSaver;
  canSend: boolean;
  /** A colleague has sent it while it was open here. */
  taken: boolean;
  problems: readonly Problem[];
  fieldsWithoutFallback: readonly MergeFieldName[];
  /** Every mail carries the link; undefined until the preview has come. */
  hasUnsubscribe: boolean | undefined;
  /** The subject as the preview shows it. */
  shownSubject: string | undefined;
  /** Above so many people a second person is asked; null = never. */
  approvalOver: number | null;
  /** Whose preview that is; undefined for example values. */
  shownTo: string | undefined;
}
