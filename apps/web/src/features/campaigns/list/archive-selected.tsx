"use client";

import type { ArchiveCampaignsInput, ListCampaignsInput } from "@packpost/core/campaign/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { formatCount } from "#web/components/form/format-number.ts";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { OnlyWide, SelectionBar } from "#web/components/table/selection-bar.tsx";
import type { Selection } from "#web/components/table/use-selection.ts";
import { useTRPC } from "#web/trpc/client.tsx";

interface ArchiveSelectedProps {
  selection: Selection;
  /** What the list shows, for "all that match". */
  input: Pick<ListCampaignsInput, "search" | "statuses" | "archived">;
  /** How many match in all. */
  matching: number;
}

const undoMs = 15_000;
const formatCampaigns = (count: number) => `${formatCount(count)} ${count === 1 ? "campaign" : "campaigns"}`;

/** Archives the selected campaigns, or brings them back; the last change can be undone. */
export function ArchiveSelected({ selection, input, matching }: ArchiveSelectedProps) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const archive = useMutation(
    trpc.campaign.related.archiveMany.mutationOptions({
      onError: (error) => {
        const { message, nextStep } = shownErrorOf(error);
        notifications.show({ color: "red", title: message, message: nextStep ?? "Try again." });
      },
      onSuccess: async ({ changed, moving }, { archived }) => {
        selection.clear();
        const stays =
          moving > 0
            ? ` ${formatCampaigns(moving)} on the way ${moving === 1 ? "stays" : "stay"} in the list.`
            : "";
        notifications.show({
          id: "archive-many",
          title: `${formatCampaigns(changed.length)} ${archived ? "archived" : "back in the list"}`,
          message: (
            <>
              {stays}{" "}
              {changed.length > 0 && (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  onClick={() => {
                    notifications.hide("archive-many");
                    archive.mutate({ which: { kind: "ids", ids: changed }, archived: !archived });
                  }}
                >
                  Undo
                </Button>
              )}
            </>
          ),
          autoClose: undoMs,
        });
        await queryClient.invalidateQueries(trpc.campaign.list.pathFilter());
      },
    }),
  );
  const which: ArchiveCampaignsInput["which"] = selection.all
    ? { kind: "matching", search: input.search, statuses: input.statuses }
    : { kind: "ids", ids: [...selection.ids] };
  return (
    <SelectionBar selection={selection} matching={matching}>
      <Button
        size="compact-sm"
        variant="default"
        loading={archive.isPending}
        onClick={() => archive.mutate({ which, archived: !input.archived })}
      >
        {input.archived ? (
          <>
            Take out<OnlyWide>&nbsp;of the archive</OnlyWide>
          </>
        ) : (
          "Archive"
        )}
      </Button>
    </SelectionBar>
  );
}
