import classes from "./typing-dots.module.css";

/** Three dots that breathe: somebody is writing. What it means stands beside it in words. */
export function TypingDots() {
  return (
    <span className={classes.dots} aria-hidden="true">
      <i />
      <i />
      <i />
    </span>
  );
}
