const gapPx = 6;
const edgePx = 8;

/** Where something that floats stands: below its button (above where there is no room), starts or ends aligned. */
export type Placement = "start" | "end";

/**
 * Puts an open popover beside its button and inside the window. It lies in the top layer, so nothing cuts it off.
 *
 * @param button what it belongs to
 * @param popover the open popover, `position: fixed`
 * @param placement which edges are flush
 */
export function placePopover(button: HTMLElement, popover: HTMLElement, placement: Placement): void {
  const at = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const { innerWidth, innerHeight } = window;
  const wanted = placement === "start" ? at.left : at.right - width;
  const left = Math.min(Math.max(wanted, edgePx), Math.max(edgePx, innerWidth - width - edgePx));
  const below = at.bottom + gapPx;
  const above = at.top - gapPx - height;
  const top = below + height <= innerHeight - edgePx || above < edgePx ? below : above;
  popover.style.left = `${left}px`;
  popover.style.top = `${Math.max(edgePx, Math.min(top, innerHeight - height - edgePx))}px`;
}
