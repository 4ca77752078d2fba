"use client";

import { IconBell, IconMessageCircle } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { initialsOf } from "#web/components/page/initials-of.ts";
import { OrganisationMark } from "./organisation-mark.tsx";
import { OrganisationTile } from "./organisation-tile.tsx";
import { usePortal } from "./portal-provider.tsx";
import classes from "./portal-shell.module.css";
import { useVisibleHeight } from "./use-visible-height.ts";

export type PortalPlace = "messages" | "communications" | "account";

interface PortalShellProps {
  /** Which page it is. */
  place: PortalPlace;
  /** Its heading. */
  title: string;
  /** A heading that only screen readers need: what the page is, is plain to see. */
  titleHidden?: boolean;
  /** Who is signed in. */
  name: string;
  children: ReactNode;
}

/** Around every page of somebody who is signed in: the organisation on top, the two places below, as the thumb reaches them. */
export function PortalShell({ place, title, titleHidden = false, name, children }: PortalShellProps) {
  const { slug, organisation, t } = usePortal();
  const shell = useVisibleHeight();
  const home = `/portal/${slug}`;
  const current = (one: PortalPlace) => (place === one ? "page" : undefined);
  return (
    <div ref={shell} className={classes.shell} data-fills>
      <header className={classes.header}>
        <OrganisationMark>
          <OrganisationTile name={organisation} />
          <p className={classes.organisation} title={organisation}>
            {organisation}
          </p>
        </OrganisationMark>
        <Link href={`${home}/account`} className={classes.me} aria-current={current("account")}>
          <span aria-hidden>{initialsOf(name) || "•"}</span>
          <span className={classes.unseen}>{t("navigation.account", { name })}</span>
        </Link>
      </header>
      <main tabIndex={-1} className={classes.main} data-text={!titleHidden || undefined}>
        <h1 className={titleHidden ? classes.unseen : classes.title}>{title}</h1>
        {children}
      </main>
      <nav className={classes.navigation} aria-label={organisation}>
        <Link href={home} className={classes.place} aria-current={current("messages")}>
          <IconMessageCircle size={22} stroke={1.7} aria-hidden />
          {t("navigation.messages")}
        </Link>
        <Link
          href={`${home}/communications`}
          className={classes.place}
          aria-current={current("communications")}
        >
          <IconBell size={22} stroke={1.7} aria-hidden />
          {t("navigation.communications")}
        </Link>
      </nav>
    </div>
  );
}
