import type { ReactNode } from "react";
import classes from "./campaign-detail.module.css";

/** The room a chart takes whatever stands in it yet, so that nothing below moves when it comes. */
export function ChartBody({ children }: { children: ReactNode }) {
  return <div className={classes.chartBody}>{children}</div>;
}
