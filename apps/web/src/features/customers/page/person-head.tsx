"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import { IconMail, IconMessageCircle } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { Breadcrumb } from "#web/components/page/breadcrumb.tsx";
import { initialsOf } from "#web/components/page/initials-of.ts";
import { formatReason } from "#web/components/status/reason-words.ts";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { emailStateWords, textStateWords, untextableWords } from "../state-words.ts";
import classes from "./person-head.module.css";

/** Tabs of a person's page, by what one must be allowed to see. */
const tabs = [
  { path: "", label: "Overview", permission: "conversation.own_schedule" },
  { path: "/messages", label: "Messages", permission: "conversation.own_schedule" },
  { path: "/emails", label: "Emails", permission: "customer.read" },
  { path: "/communications", label: "Communications", permission: "customer.read" },
] as const;

/** Who a customer is, whether mail and texts reach them, and the parts of their page. */
export function PersonHead({ customerId, role }: { customerId: string; role: Role }) {
  const trpc = useTRPC();
  const zone = useOrganisationZone();
  const thread = `/customers/${customerId}/messages`;
  const path = usePathname();
  const isInThread = path === thread;
  const write = `/customers/${customerId}/write`;
  const { data } = useSuspenseQuery(trpc.customer.get.queryOptions({ customerId }));
  const email = emailStateWords[data.emailState];
  const text = textStateWords[data.textState];
  const why = data.emailReasons.map((reason) => formatReason(reason, new Date(), zone)).join(" · ");
  const facts = [
    `${data.family.name} family`,
    `${data.contact} contact`,
    ...(data.petNames.length === 0 ? [] : [data.petNames.join(", ")]),
    `customer ${data.number}`,
  ];
  return (
    <header className={classes.root}>
      <Breadcrumb label="Customers" href="/customers" />
      <div className={classes.line}>
        <span className={classes.avatar} aria-hidden>
          {initialsOf(data.name)}
        </span>
        <div className={classes.words}>
          <h1 className={classes.name}>{data.name}</h1>
          <div className={classes.facts}>{facts.join(" · ")}</div>
        </div>
        <div className={classes.reach}>
          <ToneBadge tone={email.tone} icon={email.icon} title={why === "" ? email.meaning : why}>
            {email.alone}
          </ToneBadge>
          <ToneBadge
            tone={text.tone}
            icon={text.icon}
            title={data.textReason === null ? text.meaning : untextableWords[data.textReason]}
          >
            {text.alone}
          </ToneBadge>
        </div>
        {can(role, "customer.write_email") && path !== write && (
          <LinkButton
            href={write}
            variant="default"
            leftSection={<IconMail size={17} stroke={1.8} aria-hidden />}
          >
            Email
          </LinkButton>
        )}
        {!isInThread && path !== write && (
          <LinkButton href={thread} leftSection={<IconMessageCircle size={17} aria-hidden />}>
            Message
          </LinkButton>
        )}
      </div>
      <Tabs customerId={customerId} role={role} />
    </header>
  );
}

function Tabs({ customerId, role }: { customerId: string; role: Role }) {
  const path = usePathname();
  const root = `/customers/${customerId}`;
  return (
    <nav aria-label="Parts of this page" className={classes.tabs}>
      {tabs
        .filter(({ permission }) => can(role, permission))
        .map((tab) => (
          <Link
            key={tab.label}
            href={`${root}${tab.path}`}
            className={classes.tab}
            aria-current={path === `${root}${tab.path}` ? "page" : undefined}
          >
            {tab.label}
          </Link>
        ))}
    </nav>
  );
}
