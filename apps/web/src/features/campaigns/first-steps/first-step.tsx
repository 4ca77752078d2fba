import { IconCheck } from "@tabler/icons-react";
import { Children, type ReactNode } from "react";
import classes from "./first-steps.module.css";

interface FirstStepProps {
  number: number;
  title: string;
  isDone: boolean;
  /** It is to be taken now. */
  isNext: boolean;
  /** What it is for, and then where it is done. */
  children: readonly ReactNode[];
}

/** One of the first steps: its number or a tick, what it is for, and the way there. */
export function FirstStep({ number, title, isDone, isNext, children }: FirstStepProps) {
  const [words, ...ways] = Children.toArray([...children]);
  return (
    <li className={classes.step} data-done={isDone || undefined} data-next={isNext || undefined}>
      <span className={classes.mark} aria-hidden>
        {isDone ? <IconCheck size={16} stroke={2.4} /> : number}
      </span>
      <div className={classes.words}>
        <h3>
          {title}
          {isDone && <span className={classes.done}>Done</span>}
        </h3>
        <p>{words}</p>
        <div className={classes.ways}>{ways}</div>
      </div>
    </li>
  );
}
