import classes from "./tick-box.module.css";

interface TickBoxProps {
  label: string;
  ticked: boolean;
  onToggle: () => void;
}

/** A box that selects; the whole cell around it can be pressed. */
export function TickBox({ label, ticked, onToggle }: TickBoxProps) {
  return (
    <label className={classes.root}>
      <input type="checkbox" aria-label={label} checked={ticked} onChange={onToggle} />
    </label>
  );
}
