import type { Icon } from "@tabler/icons-react";
import type { ReactNode } from "react";
import classes from "./empty-state.module.css";

interface EmptyStateProps {
  icon: Icon;
  /** What this place is, or why it is empty: "No campaigns yet". */
  title: string;
  /** What it is for and why it is empty, one or two sentences. */
  children: ReactNode;
  /** The one button. */
  action?: ReactNode;
  headingLevel?: "h1" | "h2" | "h3";
}

/** Says what a place is for and why it is empty, and offers one thing to do. */
export function EmptyState({
  icon: Icon,
  title,
  children,
  action,
  headingLevel: Heading = "h2",
}: EmptyStateProps) {
  return (
    <div className={classes.root}>
      <span className={classes.icon}>
        <Icon size={26} stroke={1.5} aria-hidden />
      </span>
      <Heading className={classes.title}>{title}</Heading>
      <div className={classes.text}>{children}</div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}
