"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./people.module.css";

interface PersonRowProps {
  name: string;
  href: string;
  /** At the right of the name. */
  aside: ReactNode;
  /** Below it, in one line. */
  facts: readonly string[];
  /** Why they got nothing, or what the carrier says. */
  why: string | null;
}

/** Somebody of an alert, before it is sent or after. */
export function PersonRow({ name, href, aside, facts, why }: PersonRowProps) {
  return (
    <li className={classes.person}>
      <Link href={href} prefetch={false} className={classes.name} data-touch>
        {name}
      </Link>
      {aside}
      {facts.length > 0 && <small suppressHydrationWarning>{facts.join(" · ")}</small>}
      {why !== null && <small className={classes.why}>{why}</small>}
    </li>
  );
}
