"use client";

import type { Icon } from "@tabler/icons-react";
import { type HTMLAttributes, type KeyboardEvent, type ReactNode, useRef } from "react";
import classes from "./menu.module.css";
import type { Placement } from "./place-popover.ts";
import { usePopover } from "./use-popover.ts";

interface MenuProps {
  /** The button; it gets what makes it one of a menu. */
  button: (props: ReturnType<typeof usePopover>["buttonProps"] & { "aria-haspopup": "menu" }) => ReactNode;
  /** Names the menu for screen readers. */
  label: string;
  placement: Placement;
  /** Whoever chooses puts the focus somewhere: else it comes back to the button. */
  keepsFocus?: boolean;
  children: ReactNode;
}

const typedTogetherMs = 600;

/** A button with a menu: arrows, Home, End and first letters move, Esc closes it alone, the focus comes back. */
export function Menu({ button, label, placement, keepsFocus = false, children }: MenuProps) {
  const popover = usePopover(placement, (menu) => itemsOf(menu)[0]?.focus({ preventScroll: true }));
  const typed = useRef({ text: "", at: 0 });
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === "Escape" || event.key === "Tab") {
      event.preventDefault();
      event.stopPropagation();
      return popover.close({ giveBackFocus: true });
    }
    const items = itemsOf(event.currentTarget);
    const at = items.findIndex((item) => item.matches(":focus"));
    const next = nextOf(event.key, at, items, typed.current, event.timeStamp);
    if (next === undefined) return;
    event.preventDefault();
    items[next]?.focus();
  };
  return (
    <>
      {button({
        ...popover.buttonProps,
        "aria-haspopup": "menu",
      })}
      <div
        {...popover.popoverProps}
        className={classes.menu}
        role="menu"
        tabIndex={-1}
        aria-label={label}
        // Neither does a dialog below it close by the same Esc.
        data-mantine-stop-propagation="true"
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest("[role^=menuitem]") !== null)
            popover.close({ giveBackFocus: !keepsFocus });
        }}
      >
        {children}
      </div>
    </>
  );
}

interface MenuItemProps extends Pick<HTMLAttributes<HTMLButtonElement>, "title"> {
  icon?: Icon;
  /** For one of several of which exactly one holds. */
  checked?: boolean;
  onClick: () => void;
  children: ReactNode;
}

/** One thing a menu offers. As with Button, the second half of a double-click does nothing: one means one deed. */
export function MenuItem({ icon: Icon, checked, onClick, title, children }: MenuItemProps) {
  return (
    <button
      type="button"
      {...(checked === undefined ? { role: "menuitem" } : { role: "menuitemradio", "aria-checked": checked })}
      tabIndex={-1}
      className={classes.item}
      title={title}
      data-mantine-stop-propagation="true"
      onClick={(event) => (event.detail > 1 ? event.preventDefault() : onClick())}
    >
      {Icon !== undefined && <Icon size={16} stroke={1.8} aria-hidden />}
      <span className={classes.words}>{children}</span>
      {checked === true && <span className={classes.check} aria-hidden="true" />}
    </button>
  );
}

function itemsOf(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>("[role^=menuitem]")];
}

function nextOf(
  key: string,
  at: number,
  items: readonly HTMLElement[],
  typed: { text: string; at: number },
  now: number,
): number | undefined {
  const last = items.length - 1;
  if (key === "ArrowDown") return at === last ? 0 : at + 1;
  if (key === "ArrowUp") return at <= 0 ? last : at - 1;
  if (key === "Home") return 0;
  if (key === "End") return last;
  if (key.length !== 1 || key === " ") return undefined;
  typed.text = (now - typed.at < typedTogetherMs ? typed.text : "") + key.toLowerCase();
  typed.at = now;
  const found = items.findIndex((item) => item.textContent?.trim().toLowerCase().startsWith(typed.text));
  return found === -1 ? undefined : found;
}
