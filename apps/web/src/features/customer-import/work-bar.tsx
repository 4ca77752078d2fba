import classes from "./customer-import.module.css";

interface WorkBarProps {
  /** What is being done. */
  label: string;
  /** From 0 to 1. */
  part: number;
}

/** How far something is. */
export function WorkBar({ label, part }: WorkBarProps) {
  const percent = Math.max(0, Math.min(100, Math.round(part * 100)));
  return (
    <div className={classes.work}>
      <div className={classes.workWords}>
        <span>{label}</span>
        <span className={classes.figure}>{percent} %</span>
      </div>
      <div
        className={classes.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <span style={{ width: `${percent}%` }} />
      </div>
    </div>
  );
}
