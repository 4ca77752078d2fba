import type { MouseEvent } from "react";

/**
 * What a button does when it is pressed, once: the second half of a double-click does nothing, since whoever double-clicks means one
 * deed, however soon the first is done.
 *
 * @param isOff a press does nothing, e.g. while the last one is under way
 */
export function pressOnce(act: ((event: MouseEvent<HTMLButtonElement>) => void) | undefined, isOff = false) {
  return (event: MouseEvent<HTMLButtonElement>): void =>
    event.detail > 1 || isOff ? event.preventDefault() : act?.(event);
}
