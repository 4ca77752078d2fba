import { Organisation } from "@packpost/db/entities/organisation.entity";
import { inOrganisation } from "@packpost/db/orm";
import { requirePermission } from "../../access/require-permission.ts";
import { readPreviewValues } from "../../audience/read-preview-values.ts";
import type { Problem } from "../../content/checks/problem.ts";
import type { MergeFieldName } from "../../content/template/merge-fields.ts";
import { fieldsWithoutFallback, missingValues } from "../../content/template/missing-values.ts";
import { type RenderedMessage, renderLine, renderMessage } from "../../content/template/render-message.ts";
import type { Segment } from "../../content/template/template.ts";
import type { Context } from "../../context.ts";
import { prepareInThread } from "../../draft/prepare-in-thread.ts";
import { findSenderProblems } from "../../sender/find-sender-problems.ts";
import { letterheadOf } from "../letterhead-of.ts";
import type { PreviewCampaignInput } from "../schemas.ts";

export interface CampaignPreview {
  /** The mail as it would be sent; null when the text is too large to render. */
  message: RenderedMessage | null;
  /** What a mailbox shows after the subject: the preheader, else the mail's first words. */
  preheader: string;
  problems: Problem[];
  /** Fields used somewhere without a fallback: recipients may lack them. */
  fieldsWithoutFallback: MergeFieldName[];
  /** Which of those the person of this preview lacks. */
  missing: MergeFieldName[];
  /** Both parts carry the link to unsubscribe (C17). */
  hasUnsubscribe: boolean;
}

/**
 * The mail as the sender's renderer makes it from what is in the editor now, for a recipient or with example values (C5).
 * @throws {PackpostError} not_found when there is no such customer; unavailable, rate_limited when too much is being drawn
 */
export async function previewCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: PreviewCampaignInput;
}): Promise<CampaignPreview> {
  requirePermission(ctx, "campaign.preview");
  const { letterhead, values, senderProblems } = await inOrganisation(
    ctx.orm,
    ctx.organisationId,
    async (em) => {
      const organisation = await em.findOneOrFail(Organisation, { id: ctx.organisationId });
      return {
        letterhead: letterheadOf(organisation, ctx),
        senderProblems: await findSenderProblems(em, ctx, organisation.senderEmail),
        values: await readPreviewValues(em, {
          ...input,
          organisationId: ctx.organisationId,
          organisation,
        }),
      };
    },
  );
  const { template, problems: found } = await prepareInThread(ctx, input, { letterhead }, "look");
  const problems = [...senderProblems, ...found];
  if (template === null)
    return {
      message: null,
      preheader: "",
      problems,
      fieldsWithoutFallback: [],
      missing: [],
      hasUnsubscribe: false,
    };
  const message = renderMessage(template, values, { unsubscribeUrl: "#" });
  return {
    message,
    preheader: renderLine(input.preheader, values) || firstWords(message.text),
    problems,
    fieldsWithoutFallback: fieldsWithoutFallback(template),
    missing: missingValues(template, values),
    hasUnsubscribe: [template.html, template.text].every(canUnsubscribe),
  };
}

function canUnsubscribe(part: readonly Segment[]): boolean {
  return part.some((segment) => typeof segment !== "string" && segment.field === "unsubscribe_url");
}

/** What the author wrote first: without the lines under headings, which only plain text has, and the footer after "--". */
function firstWords(text: string): string {
  const [written = ""] = text.split(/^-- ?$/m);
  return written
    .slice(0, 400)
    .replace(/^(?:[=-]{2,}|\* \* \*)$/gm, "")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 200);
}
