/** What stands for the words of a text that has none (V13): for lists, mails and search. No server imports: pages ask it too. */
export function picturePlaceholder(count: number): string {
  return count > 1 ? `[${count} pictures]` : "[Picture]";
}

/** Whether an entry's words only stand for pictures, which need no words where they are shown themselves. */
export function isPicturePlaceholder({
  via,
  body,
}: {
  readonly via: string;
  readonly body: string;
}): boolean {
  return via === "text" && /^\[(Picture|\d+ pictures)\]$/.test(body);
}
