import type { Problem } from "@packpost/core/content/checks/problem";
import { IconAlertCircle, IconAlertTriangle } from "@tabler/icons-react";
import classes from "./problem-list.module.css";

interface ProblemListProps {
  problems: readonly Problem[];
  /** Puts the caret there. */
  onGoTo?: ((line: number, column: number) => void) | undefined;
  /** Puts what was probably meant in its place. */
  onReplace?: ((problem: Problem) => void) | undefined;
}

/** What is wrong, right below where it is. Red blocks sending, marigold is worth a look. */
export function ProblemList({ problems, onGoTo, onReplace }: ProblemListProps) {
  if (problems.length === 0) return null;
  return (
    <div role="status">
      <ul className={classes.list}>
        {problems.slice(0, 6).map((problem) => (
          <ProblemLine
            key={`${problem.code} ${problem.line} ${problem.column}`}
            problem={problem}
            onGoTo={onGoTo}
            onReplace={onReplace}
          />
        ))}
        {problems.length > 6 && <li className={classes.line}>and {problems.length - 6} more</li>}
      </ul>
    </div>
  );
}

function ProblemLine({ problem, onGoTo, onReplace }: Partial<ProblemListProps> & { problem: Problem }) {
  const { severity, message, line, column = 1 } = problem;
  const Icon = severity === "blocking" ? IconAlertCircle : IconAlertTriangle;
  return (
    <li className={classes.line} data-severity={severity}>
      <Icon
        size={16}
        stroke={1.8}
        aria-label={severity === "blocking" ? "Blocks sending:" : "Worth a look:"}
      />
      <span>
        {message}
        {line !== undefined && onGoTo !== undefined && (
          <button type="button" className={classes.place} onClick={() => onGoTo(line, column)}>
            Line {line}
          </button>
        )}
        {problem.suggestion !== undefined && onReplace !== undefined && (
          <button type="button" className={classes.place} onClick={() => onReplace(problem)}>
            Replace
          </button>
        )}
      </span>
    </li>
  );
}
