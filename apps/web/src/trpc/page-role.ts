/** Tells that a call was refused for want of a right: the page may have been drawn for another role than its person has by now. */
class PageRole {
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** A call was refused. */
  doubt(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const pageRole = new PageRole();
