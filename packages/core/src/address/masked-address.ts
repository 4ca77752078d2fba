/** Enough to know one's own address by: `m•••@mail.example`. Browser-safe. */
export function maskedAddress(address: string): string {
  const at = address.lastIndexOf("@");
  return `${[...address][0] ?? ""}•••${address.slice(at)}`;
}
