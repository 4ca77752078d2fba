"use client";

import type { ReactNode } from "react";
import { LogoImage } from "#web/components/page/logo-image.tsx";
import classes from "./organisation-mark.module.css";
import { usePortal } from "./portal-provider.tsx";

/** The organisation's logo. @param props.children what stands there where it has none: its tile and name */
export function OrganisationMark({ large = false, children }: { large?: boolean; children: ReactNode }) {
  const { logo, organisation } = usePortal();
  if (logo === null) return children;
  return (
    <p className={classes.mark}>
      <LogoImage logo={logo} name={organisation} large={large} />
    </p>
  );
}
