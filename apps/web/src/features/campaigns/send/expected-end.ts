/** Messages a second that one may expect of the provider; measured sends are faster, promises are not. */
const usualPerSecond = 100;
const undoSeconds = 10;

/**
 * When everybody will have their mail, in words: "within a minute", "in about 12 minutes, at 14:17".
 *
 * @param people how many will receive it
 * @param now the present instant
 * @param zone the organisation's zone
 * @param more.pauseSeconds pauses between its waves, all together
 * @param more.pace the organisation's messages per second; null = no limit of its own
 */
export function wordExpectedEnd(
  people: number,
  now: Date,
  zone: string,
  more: { pauseSeconds: number; pace: number | null },
): string {
  const perSecond = Math.min(usualPerSecond, more.pace ?? usualPerSecond);
  const seconds = undoSeconds + people / perSecond + more.pauseSeconds;
  if (seconds <= 60) return "within a minute";
  const end = new Date(now.getTime() + seconds * 1000);
  const time = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hour: "2-digit",
    minute: "2-digit",
  }).format(end);
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 90) return `in about ${minutes} minutes, at ${time}`;
  return `in about ${Math.round(minutes / 60)} hours, at ${time}`;
}
