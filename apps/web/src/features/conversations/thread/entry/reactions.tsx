import { listNames } from "../../thread-name.ts";
import type { Reaction } from "./fold-reactions.ts";
import classes from "./reactions.module.css";

/** What people's phones reacted with, at the foot of the message (V17). */
export function Reactions({ reactions }: { reactions: readonly Reaction[] }) {
  if (reactions.length === 0) return null;
  return (
    <ul className={classes.reactions} aria-label="Reactions">
      {reactions.map(({ emoji, names }) => {
        const words = `${listNames(names)} reacted ${emoji}`;
        return (
          <li key={emoji} className={classes.chip} title={words}>
            <span aria-hidden>
              {emoji}{" "}
              <span className={classes.who}>{names.length > 2 ? names.length : listNames(names)}</span>
            </span>
            <span className={classes.spoken}>{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
