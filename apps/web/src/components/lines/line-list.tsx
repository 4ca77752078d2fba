import type { ReactNode } from "react";
import classes from "./line-list.module.css";

/** A list of a few things and what can be done about each: people of a team, keys, passkeys. @param props.label what they are */
export function LineList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.lines} aria-label={label}>
      {children}
    </ul>
  );
}

interface LineProps {
  name: string;
  /** Beside the name: its state. */
  badges?: ReactNode;
  /** Facts below the name, a paragraph each. */
  children?: ReactNode;
  /** On the right: when it was seen last. */
  aside?: ReactNode;
  /** Buttons, or one menu; `null` keeps the place of a menu that others have. */
  acts?: ReactNode;
  /** It is over: revoked, left. */
  ended?: boolean;
  /** Dialogs that its buttons open. */
  dialogs?: ReactNode;
}

/** One of a {@link LineList}. */
export function Line({ name, badges, children, aside, acts, ended = false, dialogs }: LineProps) {
  return (
    <li className={classes.line} data-ended={ended || undefined}>
      <div className={classes.words}>
        <div className={classes.name}>
          <h3>{name}</h3>
          {badges}
        </div>
        {children}
      </div>
      {aside !== undefined && <p className={classes.aside}>{aside}</p>}
      {acts !== undefined && <div className={classes.acts}>{acts}</div>}
      {dialogs}
    </li>
  );
}
