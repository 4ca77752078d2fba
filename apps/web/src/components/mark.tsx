/** The mark: an envelope with folded ears. Decorative; a word stands beside it. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        fill="#E9A23B"
        d="M3.6 4.2 12 8.4 4 14.6C2.6 11 2.4 7 3.6 4.2ZM28.4 4.2 20 8.4l8 6.2c1.4-3.6 1.6-7.6.4-10.4Z"
      />
      <path
        fill="var(--mark-body, #1F5C4D)"
        d="M3 12.2a4 4 0 0 1 4-4h18a4 4 0 0 1 4 4V24a4 4 0 0 1-4 4H7a4 4 0 0 1-4-4Z"
      />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m8 14.4 6.5 5.2a2.4 2.4 0 0 0 3 0L24 14.4"
      />
    </svg>
  );
}
