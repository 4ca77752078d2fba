"use client";

import type { ComponentProps } from "react";
import { PageError } from "#web/components/page/page-error.tsx";

/** For whoever came by a link, signed in or not. */
export default function PublicError(props: ComponentProps<typeof PageError>) {
  return <PageError {...props} alone />;
}
