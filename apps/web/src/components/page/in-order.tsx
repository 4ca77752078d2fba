import { createElement, Fragment, type ReactNode } from "react";

/** The parts of a sentence, some of them drawn, one after the other. */
export function InOrder({ parts }: { parts: readonly ReactNode[] }) {
  return createElement(Fragment, null, ...parts);
}
