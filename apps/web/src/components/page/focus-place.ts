const focusable =
  "a[href], button, input, select, textarea, summary, [tabindex]:not([tabindex='-1'], [popover] *)";
const typedInto = "textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])";

/** As many neighbours on each side as are kept to fall back on. */
const most = 60;

/** Whether an element is there, shown, enabled, and not behind an open dialog. */
export function canHoldFocus(element: Element): boolean {
  const modal = openModal();
  return (
    element.isConnected &&
    !element.matches(":disabled, [inert] *") &&
    (modal === null || modal.contains(element)) &&
    element.checkVisibility({ visibilityProperty: true })
  );
}

/**
 * Remembers where an element stands, e.g. a row's button, to find it or what is next to it when it may be gone.
 *
 * @returns finds what takes the focus now: the element itself, else what followed or preceded it within the smallest part
 *   of the page that is still there, else the page's content
 */
export function rememberPlace(element: HTMLElement): () => HTMLElement | null {
  const around = [...document.querySelectorAll<HTMLElement>(focusable)];
  const at = around.indexOf(element);
  const after = around.slice(at + 1, at + 1 + most);
  const before = at === -1 ? [] : around.slice(Math.max(0, at - most), at).reverse();
  const trail = trailOf(element);
  const inPopover = element.closest("[popover]") !== null;
  return () => {
    if (canHoldFocus(element)) return element;
    for (const part of trail) {
      if (!part.isConnected) continue;
      const isNext = (other: HTMLElement) => part.contains(other) && canHoldFocus(other) && mayOpen(other);
      // What floats stands after the button that it belongs to.
      const found = inPopover
        ? (before.find(isNext) ?? after.find(isNext))
        : (after.find(isNext) ?? before.find(isNext) ?? firstIn(part));
      if (found !== undefined) return found;
    }
    return contentOfPage();
  };
}

/** What takes the focus when nothing nearer does: the open dialog, else the page's content. */
export function contentOfPage(): HTMLElement | null {
  const modal = openModal();
  return modal === null ? document.querySelector<HTMLElement>("main") : (firstIn(modal) ?? modal);
}

/** From the inside out, as far as the page's content: beyond it nothing is near. */
function trailOf(element: HTMLElement): Element[] {
  const trail: Element[] = [];
  for (let part: Element | null = element.parentElement; part !== null; part = part.parentElement) {
    if (part === document.body || part.matches("main") || part.querySelector("main") !== null) break;
    trail.push(part);
  }
  return trail;
}

function firstIn(part: Element): HTMLElement | undefined {
  return [...part.querySelectorAll<HTMLElement>(focusable)].find(
    (other) => canHoldFocus(other) && mayOpen(other),
  );
}

function openModal(): HTMLElement | null {
  return [...document.querySelectorAll<HTMLElement>("dialog:modal")].at(-1) ?? null;
}

/** On a phone a field opens its keyboard, which nobody asked for. */
function mayOpen(element: Element): boolean {
  return !element.matches(typedInto) || !window.matchMedia("(pointer: coarse)").matches;
}
