import type { ReactNode } from "react";
import classes from "./press.module.css";

/** A button that leads to the organisation's pages. */
export function HomeLink({ slug, children }: { slug: string; children: ReactNode }) {
  return (
    <a href={`/portal/${slug}`} className={classes.button} data-wide>
      {children}
    </a>
  );
}
