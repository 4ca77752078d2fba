"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { type ButtonLook, ButtonWords, lookOf } from "./button-look.tsx";

/** A button that leads somewhere. */
export function LinkButton({
  href,
  leftSection,
  children,
  ...look
}: ButtonLook & { href: string; children: ReactNode }) {
  return (
    <Link href={href} {...lookOf(look)}>
      <ButtonWords icon={leftSection}>{children}</ButtonWords>
    </Link>
  );
}
