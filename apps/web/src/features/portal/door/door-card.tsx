import type { ReactNode } from "react";
import { OrganisationMark } from "../frame/organisation-mark.tsx";
import { OrganisationTile } from "../frame/organisation-tile.tsx";
import classes from "./door.module.css";

interface DoorCardProps {
  organisation: string;
  title: string;
  children: ReactNode;
  /** What stands at the foot of the page. */
  foot?: ReactNode;
}

/** The frame of everything before one is signed in: the organisation, a title, one thing to do. */
export function DoorCard({ organisation, title, children, foot }: DoorCardProps) {
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <div className={classes.brand}>
          <OrganisationMark large>
            <OrganisationTile name={organisation} large />
            <p className={classes.organisation}>{organisation}</p>
          </OrganisationMark>
        </div>
        <h1 className={classes.title}>{title}</h1>
        {children}
      </div>
      {foot}
    </main>
  );
}
