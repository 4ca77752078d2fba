"use client";

import type { CampaignStatus } from "@packpost/core/campaign/enums";
import { IconArchive, IconArchiveOff, IconCopy, IconDots, IconRepeat } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { formatPeople } from "#web/components/form/format-number.ts";
import { IconButton } from "#web/components/form/icon-button.tsx";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { useRelatedActions } from "./use-related-actions.tsx";

interface RelatedMenuProps {
  campaign: { id: string; name: string; status: CampaignStatus };
  archived: boolean;
  /** Whom it failed to reach; null = not known here, only that there are some. */
  failed: number | null;
  /** In a row of a table: an icon alone. */
  small?: boolean;
}

/** What can be done with a campaign again (C16). */
export function RelatedMenu({ campaign, archived, failed, small = false }: RelatedMenuProps) {
  const again = useRelatedActions(campaign);
  const { status } = campaign;
  const finished = status === "sent" || status === "cancelled";
  const label = `More for ${campaign.name}`;
  return (
    <Menu
      label={label}
      placement="end"
      button={(props) =>
        small ? (
          <IconButton {...props} aria-label={label} loading={again.pending}>
            <IconDots size={18} stroke={1.8} aria-hidden />
          </IconButton>
        ) : (
          <Button
            {...props}
            variant="default"
            leftSection={<IconDots size={17} stroke={1.8} aria-hidden />}
            loading={again.pending}
          >
            More
          </Button>
        )
      }
    >
      <MenuItem icon={IconCopy} onClick={again.duplicate}>
        Duplicate
      </MenuItem>
      {finished && failed !== 0 && (
        <MenuItem icon={IconRepeat} onClick={again.resend}>
          {failed === null
            ? "Resend to those it did not reach"
            : `Resend to ${formatPeople(failed)} it did not reach`}
        </MenuItem>
      )}
      {(finished || status === "draft") &&
        (archived ? (
          <MenuItem icon={IconArchiveOff} onClick={() => again.archive(false)}>
            Take out of the archive
          </MenuItem>
        ) : (
          <MenuItem icon={IconArchive} onClick={() => again.archive(true)}>
            Archive
          </MenuItem>
        ))}
    </Menu>
  );
}
