"use client";

import { CopyButton } from "@mantine/core";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Skeleton } from "#web/components/page/skeleton.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./check-dialog.module.css";
import { formatReport, formatSums } from "./format-check.ts";

interface CheckDialogProps {
  campaign: CampaignDetail;
  opened: boolean;
  onClose: () => void;
}

/** Counts the campaign anew and says whether everything adds up, or what to send to support (C10). */
export function CheckDialog({ campaign, opened, onClose }: CheckDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Something doesn't match?" width={552}>
      <CheckResult campaign={campaign} />
    </Dialog>
  );
}

function CheckResult({ campaign }: { campaign: CampaignDetail }) {
  const trpc = useTRPC();
  const check = useQuery(
    // Asked anew with each opening: an old answer would say nothing about what one sees now.
    trpc.campaign.check.queryOptions({ campaignId: campaign.id }, { gcTime: 0, refetchOnWindowFocus: false }),
  );
  if (check.isError) return <ErrorNotice error={check.error} onRetry={() => void check.refetch()} />;
  if (check.data === undefined || check.isFetching) return <Skeleton height={150} />;
  const { broken } = check.data;
  return (
    <div className={classes.root} role="status">
      <p className={classes.verdict} data-good={broken.length === 0}>
        {broken.length === 0 ? "Everything adds up" : "Something does not add up"}
      </p>
      <table className={classes.sums}>
        <tbody>
          {formatSums(check.data).map(({ label, value, total }) => (
            <tr key={label} data-total={total}>
              <th scope="row">{label}</th>
              <td>{value}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {broken.length === 0 ? (
        <p>
          Every recipient was counted anew and is in exactly one of these. If a person is missing, look for
          them under Recipients: whoever was not written to is listed with all reasons. Still not what you see
          elsewhere? Send the ids below to {campaign.supportEmail ?? "whoever runs Packpost for you"} and say
          what you expected.
        </p>
      ) : (
        <>
          <ul>
            {broken.map(({ invariant, count }) => (
              <li key={invariant}>
                Not so for {count}: {invariant}.
              </li>
            ))}
          </ul>
          <p>
            Nothing is lost: every mail is on record. Send what stands below to{" "}
            {campaign.supportEmail ?? "whoever runs Packpost for you"}, so that it can be looked into.
          </p>
        </>
      )}
      <pre className={classes.report}>{formatReport(campaign.id, check.data)}</pre>
      <div className={classes.copies}>
        <Copy label="Copy the ids" value={formatReport(campaign.id, check.data)} />
        {campaign.supportEmail !== null && (
          <Copy label={campaign.supportEmail} value={campaign.supportEmail} />
        )}
      </div>
    </div>
  );
}

function Copy({ label, value }: { label: string; value: string }) {
  return (
    <CopyButton value={value}>
      {({ copied, copy }) => (
        <Button
          size="xs"
          variant="default"
          onClick={copy}
          leftSection={copied ? <IconCheck size={15} aria-hidden /> : <IconCopy size={15} aria-hidden />}
        >
          {copied ? "Copied" : label}
        </Button>
      )}
    </CopyButton>
  );
}
