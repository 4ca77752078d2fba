import { formatCount } from "#web/components/form/format-number.ts";

interface Cap {
  massCap: number | null;
  wavePauseSeconds: number;
}

/**
 * Into how many waves an audience falls, and how long the pauses between them are together (C13).
 *
 * @param people how many will receive it
 */
export function wavesOf(
  people: number,
  { massCap, wavePauseSeconds }: Cap,
): { count: number; pauseSeconds: number } {
  const count = massCap === null ? 1 : Math.max(1, Math.ceil(people / massCap));
  return { count, pauseSeconds: (count - 1) * wavePauseSeconds };
}

/** "412 in 3 waves of at most 150, 10 minutes apart". */
export function formatWaves(people: number, cap: Cap): string {
  const { count } = wavesOf(people, cap);
  const apart = cap.wavePauseSeconds > 0 ? `, ${formatPause(cap.wavePauseSeconds)} apart` : "";
  return `${formatCount(people)} in ${formatCount(count)} waves of at most ${formatCount(cap.massCap ?? people)}${apart}`;
}

function formatPause(seconds: number): string {
  const [n, unit] =
    seconds < 60
      ? [seconds, "second"]
      : seconds < 5_400
        ? [Math.round(seconds / 60), "minute"]
        : [Math.round(seconds / 3_600), "hour"];
  return `${formatCount(n)} ${unit}${n === 1 ? "" : "s"}`;
}
