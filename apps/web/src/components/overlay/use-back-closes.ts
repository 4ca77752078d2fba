"use client";

import { useEffectEvent, useLayoutEffect } from "react";
import { holdBack } from "../page/history.ts";

/**
 * On a phone, Back closes what lies over the page instead of leaving the page.
 *
 * @param opened while it lies there
 * @param close as its cross does; it may refuse, e.g. while it saves
 */
export function useBackCloses(opened: boolean, close: () => void): void {
  const onBack = useEffectEvent(close);
  useLayoutEffect(() => (opened ? holdBack(() => onBack()) : undefined), [opened]);
}
