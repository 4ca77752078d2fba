import { IconCornerDownRight } from "@tabler/icons-react";
import classes from "./content.module.css";

/** So much of it is enough to know it by, in characters. */
const shortLength = 90;

/** Above an answer to a mass text: what it said (A7). */
export function AnsweredAlert({ body }: { body: string | null }) {
  if (body === null) return null;
  const words = body.length > shortLength ? `${body.slice(0, shortLength).trimEnd()}…` : body;
  return (
    <div className={classes.answered} title={body}>
      <IconCornerDownRight size={14} stroke={1.8} aria-hidden />
      <span>
        Answers the alert <b>“{words}”</b>
      </span>
    </div>
  );
}
