import type { ReactNode } from "react";
import classes from "./card.module.css";

interface CardProps {
  title?: ReactNode;
  /** On the title's line, right: search, export, a switch. */
  tools?: ReactNode;
  /** On a phone they stand below: what they are for is read first. */
  toolsBelow?: boolean;
  /** "flush" for tables, which bring their own padding. */
  padding?: "flush";
  children: ReactNode;
}

/** A surface with a hairline; what belongs together stands on one. */
export function Card({ title, tools, toolsBelow = false, padding, children }: CardProps) {
  return (
    <section className={classes.card} data-tools-below={toolsBelow || undefined}>
      {(title !== undefined || tools !== undefined) && (
        <div className={classes.head}>
          {title !== undefined && <h2 className={classes.title}>{title}</h2>}
          {tools !== undefined && <div className={classes.tools}>{tools}</div>}
        </div>
      )}
      <div className={padding === "flush" ? undefined : classes.body}>{children}</div>
    </section>
  );
}

/** The part of a page below its header: cards under each other, 1280 wide at most unless a table needs more. */
export function PageBody({ children }: { children: ReactNode }) {
  return <div className={classes.page}>{children}</div>;
}
