import type { ReactNode } from "react";
import classes from "./figure-button.module.css";

interface FigureButtonProps {
  onPress: () => void;
  pressed: boolean;
  children: ReactNode;
}

/** A figure inside a sentence that shows whom it counts. */
export function FigureButton({ onPress, pressed, children }: FigureButtonProps) {
  return (
    <button type="button" className={classes.figure} aria-pressed={pressed} onClick={onPress}>
      {children}
    </button>
  );
}
