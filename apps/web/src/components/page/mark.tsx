/** The mark: an envelope with folded ears. Decorative; a word stands beside it. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <path
        fill="#E9A23B"
        d="M2.9 3.2C2 7 2.3 11 4 14.2l9-6.8C10.2 5 6.5 3.4 2.9 3.2ZM29.1 3.2c.9 3.8.6 7.8-1.1 11l-9-6.8c2.8-2.4 6.5-4 10.1-4.2Z"
      />
      <path
        fill="var(--mark-body, #1F5C4D)"
        d="M2.5 13.5a4 4 0 0 1 4-4h19a4 4 0 0 1 4 4V25a4 4 0 0 1-4 4h-19a4 4 0 0 1-4-4Z"
      />
      <path
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
        d="m8 15.4 6.5 5.2a2.4 2.4 0 0 0 3 0l6.5-5.2"
      />
    </svg>
  );
}
