import classes from "./clamped.module.css";

interface ClampedProps {
  children: string;
  /** On hover; the words themselves unless there is more to say. */
  title?: string | undefined;
}

/** Words of any length in a cell: two lines at most, the whole on hover. */
export function Clamped({ children, title = children }: ClampedProps) {
  return (
    <span className={classes.clamped} title={title}>
      {children}
    </span>
  );
}
