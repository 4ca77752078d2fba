"use client";

import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import { formatCount } from "#web/components/form/format-number.ts";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { WhyBox } from "../why/why-box.tsx";
import { CampaignMails } from "./campaign-mails.tsx";
import { ConnectionNotes } from "./connection-notes.tsx";
import classes from "./emails.module.css";
import { type EmailView, emailViews } from "./emails-input.ts";
import { LinksClicked } from "./links-clicked.tsx";
import { MessageDialog } from "./message-dialog.tsx";
import { SelectedMail } from "./selected-mail.tsx";
import { useEmailsPlace } from "./use-emails-place.ts";

const labels: Record<EmailView, string> = {
  sent: "Campaign emails sent",
  links: "Links clicked",
  notes: "Connection notes",
};

/** What a customer was sent, what they did with it, and what came from them (P2–P5). */
export function EmailsPage({ customerId }: { customerId: string }) {
  const trpc = useTRPC();
  const { data: counts } = useQuery(trpc.customer.mailCounts.queryOptions({ customerId }));
  const { data: customer } = useSuspenseQuery(trpc.customer.get.queryOptions({ customerId }));
  const { view, mail, show } = useEmailsPlace();
  const isBeside = view === "sent" && mail !== null;
  const of = { sent: counts?.mails, links: counts?.clicks, notes: counts?.notes };
  return (
    <PageBody>
      <WhyBox customer={customer} />
      <div className={classes.page} data-beside={isBeside || undefined}>
        <Card padding="flush">
          <fieldset className={classes.views} aria-label="What to show">
            {emailViews.map((one) => (
              <button
                key={one}
                type="button"
                className={classes.view}
                aria-pressed={one === view}
                onClick={() => show(one)}
              >
                {labels[one]}
                {of[one] !== undefined && <span> {formatCount(of[one])}</span>}
              </button>
            ))}
          </fieldset>
          {view === "sent" && <CampaignMails customerId={customerId} />}
          {view === "links" && <LinksClicked customerId={customerId} />}
          {view === "notes" && <ConnectionNotes customerId={customerId} />}
        </Card>
        {isBeside && <SelectedMail customerId={customerId} recipientId={mail} />}
      </div>
      <MessageDialog customerId={customerId} />
    </PageBody>
  );
}
