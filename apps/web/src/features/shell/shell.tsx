import type { Role } from "@packpost/core/access/permissions";
import type { SendingState } from "@packpost/core/organisation/get-sending-state";
import Link from "next/link";
import type { ReactNode } from "react";
import { Mark } from "#web/components/page/mark.tsx";
import { ConnectionBanner } from "./connection-banner.tsx";
import { FreshProofPlace } from "./fresh-proof-place.tsx";
import { Navigation } from "./navigation.tsx";
import { PaletteOpener } from "./palette/palette-opener.tsx";
import { RoleWatch } from "./role-watch.tsx";
import { SandboxBadge } from "./sandbox-badge.tsx";
import { SessionBanner } from "./session-banner.tsx";
import classes from "./shell.module.css";
import { StoppedBanner } from "./stopped-banner.tsx";
import { UserMenu } from "./user-menu.tsx";

interface ShellProps {
  staff: {
    staffMemberId: string;
    name: string;
    email: string;
    role: Role;
    organisationName: string;
    elsewhere: readonly { organisationId: string; name: string }[];
  };
  /** The simulator's outbox; absent with real providers. */
  outboxUrl: string | undefined;
  /** Whether mail goes out, as this page was rendered. */
  sending: SendingState;
  children: ReactNode;
}

/** The frame of all staff pages: navigation left (below on a phone), top bar, content. */
export function Shell({ staff, outboxUrl, sending, children }: ShellProps) {
  const person = {
    name: staff.name,
    email: staff.email,
    role: staff.role,
    organisationName: staff.organisationName,
    elsewhere: staff.elsewhere,
  };
  return (
    <div className={classes.shell}>
      <a href="#content" className={classes.skip}>
        Skip to content
      </a>
      <aside className={classes.side} aria-label="Packpost">
        <Link href="/" prefetch={false} className={classes.brand}>
          <Mark size={26} /> Packpost
        </Link>
        <Navigation role={staff.role} placement="side" />
        <div className={classes.sideFoot}>
          <UserMenu person={person} placement="side" />
        </div>
      </aside>
      <header className={classes.top} data-top-bar>
        <Link
          href="/"
          prefetch={false}
          className={classes.topBrand}
          data-touch
          aria-label="Packpost, start page"
        >
          <Mark size={24} />
        </Link>
        <PaletteOpener viewer={{ staffMemberId: staff.staffMemberId, role: staff.role }} />
        {outboxUrl !== undefined && <SandboxBadge outboxUrl={outboxUrl} />}
      </header>
      <main id="content" tabIndex={-1} className={classes.content}>
        <SessionBanner email={staff.email} />
        <ConnectionBanner />
        <RoleWatch role={staff.role} />
        <FreshProofPlace email={staff.email} />
        <StoppedBanner initial={sending} role={staff.role} />
        {children}
      </main>
      <footer className={classes.bottom}>
        <Navigation role={staff.role} placement="bottom" />
        <UserMenu person={person} placement="bottom" />
      </footer>
    </div>
  );
}
