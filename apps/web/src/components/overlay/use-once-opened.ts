"use client";

import { useState } from "react";

/** Whether it has been open since the page was: until then what it shows need not be loaded. */
export function useOnceOpened(opened: boolean): boolean {
  const [once, setOnce] = useState(opened);
  if (opened && !once) setOnce(true);
  return once || opened;
}
