/** A slice whose call took longer makes its next one alone: what it tells of, and what pauses for it, is known before another. */
const QUICK_MS = 1_000;

/** So many calls are to be smooth first: a worker or provider that fails at once leaves one call a slice in doubt. */
const SMOOTH_BEFORE = 2;

/** What a broadcast's calls have shown, to all of its slices that this process has in hand; forgotten with the last of these. */
interface Trust {
  slices: number;
  /** Calls since the last trouble that were accepted whole and quickly. */
  smooth: number;
  troubles: number;
}

const trusts = new Map<string, Trust>();

/**
 * Whether calls of a broadcast may go on side by side. Its slices ask the same provider for the same text, so what one has seen
 * counts for all: the later ones need no calls of their own to learn it, and trouble of one makes all careful.
 * @returns a slice's share in it, to be left when the slice has ended
 */
export function joinTrust(broadcastId: string) {
  const trust = trusts.get(broadcastId) ?? { slices: 0, smooth: 0, troubles: 0 };
  trusts.set(broadcastId, trust);
  trust.slices += 1;
  let slow = false;
  return {
    isEarned: (): boolean => trust.smooth >= SMOOTH_BEFORE && !slow,
    /** A call begins. @returns to be told how it ended; of trouble that came meanwhile a smooth one takes nothing back */
    begin(): (smooth: boolean) => void {
      const beganAt = performance.now();
      const { troubles } = trust;
      return (smooth) => {
        slow = performance.now() - beganAt >= QUICK_MS;
        if (!smooth) {
          trust.smooth = 0;
          trust.troubles += 1;
        } else if (!slow && troubles === trust.troubles) trust.smooth += 1;
      };
    },
    leave(): void {
      trust.slices -= 1;
      if (trust.slices === 0) trusts.delete(broadcastId);
    },
  };
}
