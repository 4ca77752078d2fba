"use client";

import type { CampaignPreview } from "@packpost/core/campaign/draft/preview-campaign";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Card } from "#web/components/page/card.tsx";
import { Preflight, PreflightSkeleton } from "#web/features/campaigns/preflight/preflight.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import type { DraftFields } from "./draft/draft-fields.ts";
import { addFallback } from "./text/add-fallback.ts";

interface EditorPreflightProps {
  campaignId: string;
  fields: DraftFields;
  preview: CampaignPreview | undefined;
  /** It will not come: the preview beside the text says why. */
  failed: boolean;
  /** The chosen pass's name, where it is retired. */
  retiredPass: string | null;
}

/** The list of what is looked at before sending, below the text while one writes. */
export function EditorPreflight({ campaignId, fields, preview, failed, retiredPass }: EditorPreflightProps) {
  const trpc = useTRPC();
  const lackable = preview?.fieldsWithoutFallback ?? [];
  const missing = useQuery(
    trpc.audience.countMissing.queryOptions(
      { campaignId, passId: fields.passId ?? "", fields: lackable },
      { enabled: lackable.length > 0 && fields.passId !== null, placeholderData: keepPreviousData },
    ),
  );
  const audience = useQuery(
    trpc.audience.count.queryOptions(
      { campaignId, passId: fields.passId ?? "" },
      { enabled: fields.passId !== null, placeholderData: keepPreviousData },
    ),
  );
  if (failed || (fields.subject.trim() === "" && fields.bodyMarkdown.trim() === "")) return null;
  if (preview === undefined)
    return (
      <Card title="Before sending">
        <PreflightSkeleton />
      </Card>
    );
  return (
    <Card title="Before sending">
      <Preflight
        problems={preview.problems}
        missing={lackable.length === 0 ? [] : (missing.data ?? [])}
        open={audience.data?.open ?? []}
        hasUnsubscribe={preview.hasUnsubscribe}
        retiredPass={retiredPass}
        onFallback={addFallback}
        hasText
      />
    </Card>
  );
}
