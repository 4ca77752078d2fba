/** Characters that a password has at least; length counts, not kinds. @source NIST SP 800-63B-4, 3.1.1.2 */
export const SHORTEST_PASSWORD = 12;

/** UTF-16 units that a password has at most, wherever one is set or typed: sign-in refuses what is longer. */
export const LONGEST_PASSWORD = 1_000;
