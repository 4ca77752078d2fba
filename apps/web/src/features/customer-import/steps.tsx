import type { ImportLine } from "@packpost/core/customer-import/import-line";
import classes from "./customer-import.module.css";

const steps = ["File", "Columns", "What changes", "Result"] as const;

const at: Readonly<Record<ImportLine["state"], number>> = {
  draft: 1,
  failed: 1,
  discarded: 1,
  looking: 2,
  looked: 2,
  running: 3,
  done: 3,
  undoing: 3,
  undone: 3,
};

/** Where in the four steps a file is. */
export function Steps({ state }: { state: ImportLine["state"] }) {
  const now = at[state];
  return (
    <ol className={classes.steps} aria-label="Steps of an import">
      {steps.map((word, place) => (
        <li key={word} data-done={place < now || undefined} aria-current={place === now ? "step" : undefined}>
          <span className={classes.stepNumber}>{place + 1}</span> {word}
        </li>
      ))}
    </ol>
  );
}
