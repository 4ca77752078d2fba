import type { ReactNode } from "react";
import { Breadcrumb } from "./breadcrumb.tsx";
import classes from "./page-header.module.css";

interface PageHeaderProps {
  title: ReactNode;
  /** Where this page stands; the way back on a phone. */
  breadcrumb?: { label: string; href: string };
  /** A status badge beside the title. */
  status?: ReactNode;
  /** One line below the title: facts, divided by " · ". */
  facts?: ReactNode;
  /** Secondary buttons first, the one primary button last. */
  actions?: ReactNode;
  /** Stays in sight while one scrolls; on a phone its actions do. */
  sticky?: boolean;
}

/** Top of a page: where one is, the thing's name and state, what one can do with it. */
export function PageHeader({ title, breadcrumb, status, facts, actions, sticky = false }: PageHeaderProps) {
  return (
    <div className={classes.root} data-sticky-header={sticky || undefined}>
      <div className={classes.words}>
        {breadcrumb !== undefined && <Breadcrumb {...breadcrumb} />}
        <div className={classes.line}>
          <h1 className={classes.title}>{title}</h1>
          {status}
        </div>
        {facts !== undefined && <div className={classes.facts}>{facts}</div>}
      </div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}
