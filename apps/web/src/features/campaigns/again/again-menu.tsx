"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import type { CampaignStatus } from "@packpost/core/campaign/words";
import { IconArchive, IconArchiveOff, IconCopy, IconDots, IconRepeat } from "@tabler/icons-react";
import { formatPeople } from "#web/components/format-number.ts";
import { useAgain } from "./use-again.tsx";

interface AgainMenuProps {
  campaign: { id: string; name: string; status: CampaignStatus };
  archived: boolean;
  /** Whom it failed to reach; null = not known here, only that there are some. */
  failed: number | null;
  /** In a row of a table: an icon alone. */
  small?: boolean;
}

/** What can be done with a campaign again (C16). */
export function AgainMenu({ campaign, archived, failed, small = false }: AgainMenuProps) {
  const again = useAgain(campaign);
  const { status } = campaign;
  const finished = status === "sent" || status === "cancelled";
  const label = `More for ${campaign.name}`;
  return (
    <Menu position="bottom-end" shadow="md" withinPortal>
      <Menu.Target>
        {small ? (
          <ActionIcon variant="subtle" color="gray" aria-label={label} loading={again.pending}>
            <IconDots size={18} stroke={1.8} aria-hidden />
          </ActionIcon>
        ) : (
          <Button
            variant="default"
            leftSection={<IconDots size={17} stroke={1.8} aria-hidden />}
            loading={again.pending}
          >
            More
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={16} stroke={1.8} aria-hidden />} onClick={again.duplicate}>
          Duplicate
        </Menu.Item>
        {finished && failed !== 0 && (
          <Menu.Item leftSection={<IconRepeat size={16} stroke={1.8} aria-hidden />} onClick={again.resend}>
            {failed === null
              ? "Resend to those it did not reach"
              : `Resend to ${formatPeople(failed)} it did not reach`}
          </Menu.Item>
        )}
        {(finished || status === "draft") &&
          (archived ? (
            <Menu.Item
              leftSection={<IconArchiveOff size={16} stroke={1.8} aria-hidden />}
              onClick={() => again.archive(false)}
            >
              Take out of the archive
            </Menu.Item>
          ) : (
            <Menu.Item
              leftSection={<IconArchive size={16} stroke={1.8} aria-hidden />}
              onClick={() => again.archive(true)}
            >
              Archive
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
