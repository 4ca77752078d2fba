"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { findSettingsPlace } from "#web/components/places/settings-places.ts";

/** Leads from a part of the former one page, `/settings#stop`, to where it stands: only the browser knows what follows the #. */
export function OldAddress() {
  const { replace } = useRouter();
  useEffect(() => {
    const lead = () => {
      const place = findSettingsPlace(location.hash);
      if (place !== null) replace(place);
    };
    lead();
    window.addEventListener("hashchange", lead);
    return () => window.removeEventListener("hashchange", lead);
  }, [replace]);
  return null;
}
