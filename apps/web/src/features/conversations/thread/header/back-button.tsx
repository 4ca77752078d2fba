import { IconArrowLeft } from "@tabler/icons-react";
import classes from "./thread-header.module.css";

/** To the list, where that is not beside it. */
export function BackButton({ onLeave, alone = false }: { onLeave: () => void; alone?: boolean }) {
  return (
    <button
      type="button"
      className={classes.back}
      data-alone={alone || undefined}
      aria-label="Back"
      onClick={onLeave}
    >
      <IconArrowLeft size={20} stroke={1.8} aria-hidden />
    </button>
  );
}
