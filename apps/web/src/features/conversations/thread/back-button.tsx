import { IconArrowLeft } from "@tabler/icons-react";
import classes from "./thread-header.module.css";

/** To the list, where that is not beside it. */
export function BackButton({ onLeave }: { onLeave: () => void }) {
  return (
    <button type="button" className={classes.back} aria-label="Back to the list" onClick={onLeave}>
      <IconArrowLeft size={20} stroke={1.8} aria-hidden />
    </button>
  );
}
