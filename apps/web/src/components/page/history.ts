/**
 * The browser's history as this app writes it. Two marks stand in an entry's state, beside Next's own fields:
 * `packpostPushed` = pushed here to be come back from; `packpostOver` = how many of the topmost entries stand for what lies over
 * the page on a phone (dialogs, menus), under the page's own address, so that Back closes those.
 */
interface EntryState {
  packpostPushed?: true;
  packpostOver?: number;
}

/** Where there is a Back under the thumb, and no Esc. */
const phone = "(max-width: 47.99em), (pointer: coarse)";

/** What lies over the page, the topmost last: how each is closed. */
const held: { close: () => void }[] = [];

/**
 * Going back takes a moment; null = nobody goes. What is to be written meanwhile waits: the browser would go back from that.
 * `ours` = over entries that stand for nothing, so nobody asked to leave anything.
 */
let going: { ours: boolean; arrived: (event?: PopStateEvent) => void; waiting: (() => void)[] } | null = null;

/**
 * Going back over the first entry of a window ends nowhere, and nothing tells. A busy browser may take as long to go
 * anywhere: it must not be sent a second time.
 */
const arrivesWithinMs = 3_000;

/** Pushes an entry to be come back from. */
export function pushEntry(url: string): void {
  window.history.pushState(pushed(), "", url);
}

/** Changes the address of the present entry, which stays what it is. */
export function replaceEntry(url: string): void {
  window.history.replaceState(isEntryPushed() ? pushed() : null, "", url);
}

function isEntryPushed(): boolean {
  return stateNow().packpostPushed === true;
}

/** Does it at once, or when the history has gone back to where it is going. */
export function whenArrived(change: () => void): void {
  if (going === null) change();
  else going.waiting.push(change);
}

/**
 * Goes back to the entry before the one that was pushed. A second call meanwhile does nothing: it must not leave the page.
 *
 * @param otherwise what is done where a link led here and there is nothing of ours to go back to
 */
export function goBack(otherwise: () => void): void {
  if (going !== null && !going.ours) return;
  whenArrived(() => (isEntryPushed() ? go(overNow() + 1, { ours: false }) : otherwise()));
}

/**
 * On a phone: gives what has just opened over the page an entry of the history, so that Back closes it and not the page.
 * Where something closes it otherwise, the entry is gone back over; what is opened by its own address has one already.
 *
 * @param close as its cross does; may refuse
 * @returns what is called when it is closed
 */
export function holdBack(close: () => void): () => void {
  if (!window.matchMedia(phone).matches) return () => undefined;
  watchHistory();
  const one = { close };
  held.push(one);
  settleSoon();
  return () => {
    held.splice(held.indexOf(one), 1);
    settleSoon();
  };
}

/**
 * Called once a page, before the router listens: a window's listeners hear in the order in which they came, capturing or not, and
 * our own going back is not the router's to hear. After a reload with something open its entry is still there: it is left.
 */
export function followHistory(): () => void {
  window.addEventListener("popstate", onPopState);
  // Before the page has loaded a browser tells of going back later, and once for all that was gone back meanwhile.
  if (document.readyState === "complete") settleSoon();
  else window.addEventListener("load", settleSoon);
  return () => {
    window.removeEventListener("popstate", onPopState);
    window.removeEventListener("load", settleSoon);
  };
}

/** What closes and opens in one go shares its entry. */
function settleSoon(): void {
  queueMicrotask(settle);
}

/** As many entries as there are things open. */
function settle(): void {
  if (going !== null) return;
  const tooMany = overNow() - held.length;
  if (tooMany > 0) leaveEntries(tooMany);
  else
    for (let over = overNow() + 1; over <= held.length; over++)
      native("push", { ...stateNow(), packpostOver: over });
}

/** Goes back over entries whose things were closed. Page and router do not hear of it: a page may be on its way to the screen. */
function leaveEntries(count: number): void {
  const over = overNow() - count;
  const state = over === 0 ? withoutOver(stateNow()) : { ...stateNow(), packpostOver: over };
  const { href, pathname } = window.location;
  go(count, {
    ours: true,
    arrived: (event) => {
      // Whoever pressed Back within these milliseconds too has left the page, and the browser tells once of both.
      if (window.location.pathname !== pathname) return;
      event?.stopImmediatePropagation();
      // What has been written since it was covered holds for the entry below too.
      native("replace", state, href);
    },
  });
}

function go(
  steps: number,
  { ours, arrived = () => undefined }: { ours: boolean; arrived?: (event?: PopStateEvent) => void },
): void {
  watchHistory();
  const mine = { ours, arrived, waiting: [] };
  going = mine;
  setTimeout(() => {
    if (going === mine) arrive();
  }, arrivesWithinMs);
  window.history.go(-steps);
}

function arrive(event?: PopStateEvent): void {
  const { arrived, waiting } = going ?? { waiting: [] };
  going = null;
  if (event !== undefined) arrived?.(event);
  // When the router has heard of it.
  setTimeout(() => {
    for (const change of waiting) whenArrived(change);
    if (event !== undefined) settle();
  });
}

function onPopState(event: PopStateEvent): void {
  if (going !== null) {
    arrive(event);
    return;
  }
  const over = overNow();
  // Forward, to where something was open: it is not opened again, least of all a question.
  if (over > held.length) go(over - held.length, { ours: true });
  // Each as its cross closes it; what refuses, e.g. while it saves, gets its entry again.
  for (const { close } of held.slice(over).reverse()) close();
  settleSoon();
}

let isWatching = false;

/**
 * Once a page, when something is first opened: sees what is written. A page that is gone to from a dialog takes the
 * place of the dialog's entry, so that Back from there comes to the page below and Forward goes on.
 */
function watchHistory(): void {
  if (isWatching) return;
  isWatching = true;
  const { history } = window;
  const push = history.pushState.bind(history);
  const replace = history.replaceState.bind(history);
  history.pushState = (data, unused, url) =>
    whenArrived(() => {
      const over = overNow();
      if (over > 1) {
        leaveEntries(over - 1);
        history.pushState(data, unused, url);
      } else if (over === 1) replace(withoutOver(data), unused, url);
      else push(withoutOver(data), unused, url);
    });
  history.replaceState = (data, unused, url) =>
    whenArrived(() => {
      const over = overNow();
      // Next hands on what it found in the entry that it wrote about, which may be another one by now.
      const state = withoutOver(data);
      replace(over === 0 ? state : { ...state, packpostOver: over }, unused, url);
    });
}

/** As the browser has it, past Next and past what is watched above. */
function native(what: "push" | "replace", state: EntryState, url?: string): void {
  const { pushState, replaceState } = History.prototype;
  (what === "push" ? pushState : replaceState).call(window.history, state, "", url);
}

const pushed = (): EntryState => ({ packpostPushed: true });

function stateNow(): EntryState {
  return stateIn(window.history.state) ?? {};
}

function stateIn(state: unknown): EntryState | null {
  return typeof state === "object" ? state : null;
}

function overNow(): number {
  return stateNow().packpostOver ?? 0;
}

function withoutOver(data: unknown): EntryState {
  const { packpostOver: _, ...state } = stateIn(data) ?? {};
  return state;
}
