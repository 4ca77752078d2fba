/**
 * Runs before any of our scripts, on a slow line for seconds: what is pressed and typed until React has taken over the
 * pressed element is kept, shown as pending, and done then. Links and the forms of server actions work by themselves.
 * Whether React has an element is told by the property it puts on it (`__reactFiber$…`) and the flags that it finds there, which
 * early-input.spec.ts guards.
 */
export const earlyInput = `(() => {
  const held = new Map();
  const waking = new Set();
  // React puts its marks on an element while it draws, and takes it over a moment later, with the part that it belongs to: until then
  // something above it is flagged as being placed or taken over (Placement 2, Hydrating 4096), and what one does there would be lost.
  const isAwake = (element) => {
    const mark = Object.keys(element).find((key) => key.startsWith("__reactFiber$"));
    if (mark === undefined) return false;
    if (element[mark].alternate) return true;
    for (let fiber = element[mark]; fiber; fiber = fiber.return) if (fiber.flags & 4098) return false;
    return true;
  };
  const isSilent = (form) => form !== null && form.getAttribute("action") === null;
  let timer;
  const hold = (element, act) => {
    held.set(element, act);
    element.setAttribute("data-held", "");
    timer ??= setInterval(release, 40);
  };
  // An element is told to be taken over before the rest of its part is: what its handler looks for is there once React rests.
  const whenIdle = window.requestIdleCallback ? (act) => requestIdleCallback(act, { timeout: 1000 }) : (act) => setTimeout(act, 100);
  // A part that React draws anew instead of taking it over has another field of that name in a moment: the words go there, and whoever
  // was typing goes on there.
  const nameOf = (field) => field.getAttribute("aria-label") || field.name;
  const successorOf = (field) =>
    nameOf(field) && [...document.getElementsByTagName(field.tagName)].find((one) => nameOf(one) === nameOf(field));
  const release = () => {
    for (const [element, act] of held) {
      if (element.isConnected) act.focused = document.activeElement === element;
      if (element.isConnected && !isAwake(element)) continue;
      if (!element.isConnected && act.waits > 0) {
        act.waits -= 1;
        const next = successorOf(element);
        if (!next) continue;
        held.delete(element);
        held.set(next, act);
        next.setAttribute("data-held", "");
        if (act.focused && !document.activeElement?.matches("input, textarea, select")) next.focus({ preventScroll: true });
        continue;
      }
      held.delete(element);
      element.removeAttribute("data-held");
      if (element.isConnected) act(element);
    }
    if (held.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
  // Makes React finish taking a field over: else it writes the old value into it once more, or takes a tick for the old one.
  const finish = (field) => field.dispatchEvent(new Event("input", { bubbles: true }));
  const write = (field, typed) => {
    finish(field);
    const kind = Object.getPrototypeOf(field);
    field.value = "";
    Object.getOwnPropertyDescriptor(kind, "value").set.call(field, typed);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  };
  addEventListener("click", (event) => {
    const target = event.target instanceof Element ? event.target : null;
    const ticked = target?.closest("input[type=checkbox], input[type=radio]");
    const button = target?.closest("button, [role=button]");
    const element = ticked ?? button;
    if (!element || (isAwake(element) && !waking.has(element))) return;
    const isOfForm = element.type === "submit" && element.form && !isSilent(element.form);
    if (isOfForm) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waking.has(element)) return;
    hold(element, () => {
      waking.add(element);
      whenIdle(() => {
        waking.delete(element);
        if (!element.isConnected) return;
        if (ticked) finish(ticked);
        element.click();
      });
    });
  }, true);
  addEventListener("input", ({ target }) => {
    if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement)) return;
    if (isAwake(target) || target.type === "checkbox" || target.type === "radio") return;
    const typed = target.value;
    const act = (field) => write(field, typed);
    hold(target, Object.assign(act, { waits: 250, focused: document.activeElement === target }));
  }, true);
  addEventListener("submit", (event) => {
    const form = event.target;
    if (isAwake(form) || !isSilent(form)) return;
    event.preventDefault();
    hold(form, () => form.requestSubmit());
  }, true);
})();`;
