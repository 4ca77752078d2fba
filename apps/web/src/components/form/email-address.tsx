/** An address whole, also where it has no room on one line: it breaks before its @, not anywhere. */
export function EmailAddress({ address }: { address: string }) {
  const at = Math.max(0, address.lastIndexOf("@"));
  return (
    <span title={address}>
      {address.slice(0, at)}
      <wbr />
      {address.slice(at)}
    </span>
  );
}
