import type { ReactNode } from "react";
import classes from "./door-card.module.css";
import { Mark } from "./mark.tsx";

interface DoorCardProps {
  title: string;
  /** One sentence below it. */
  sub: ReactNode;
  /** Small, below everything. */
  foot?: ReactNode;
  children?: ReactNode;
}

/** A page of one card, for people of the team who are not signed in yet. */
export function DoorCard({ title, sub, foot, children }: DoorCardProps) {
  return (
    <div className={classes.page}>
      <main className={classes.card}>
        <div className={classes.brand}>
          <Mark size={40} />
          <h1 className={classes.title}>{title}</h1>
          <p className={classes.sub}>{sub}</p>
        </div>
        {children}
        {foot !== undefined && <p className={classes.foot}>{foot}</p>}
      </main>
    </div>
  );
}
