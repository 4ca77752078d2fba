/** What the receivers of mail look at before they believe a sender (C17). */
export type SenderPart = "owner" | "dkim" | "return_path" | "spf" | "dmarc";

/** A record to add where the domain is administered. */
export interface DnsRecord {
  readonly type: "TXT" | "CNAME";
  readonly host: string;
  readonly value: string;
}

/** `unknown`: cannot be known from here, or could not be asked; never held against anybody. */
export interface SenderPartReading {
  readonly part: SenderPart;
  readonly state: "ok" | "missing" | "unknown";
  /** More about it, for staff. */
  readonly providerMessage?: string;
  /** What to add; only where it is not ok. */
  readonly record?: DnsRecord;
}

export interface SenderDomainReading {
  /** `account`: the provider's account was asked; `dns`: the DNS alone. */
  readonly source: "account" | "dns";
  readonly parts: readonly SenderPartReading[];
  /** Why the account could not be asked, though there is a key for it. */
  readonly providerMessage?: string;
}

/** Asks whether a domain may be believed as a sender, and whose it is. Methods never throw. */
export interface SenderDomains {
  /** @param domain lower case, e.g. `riverside.example` */
  readSenderDomain(domain: string): Promise<SenderDomainReading>;
  /**
   * Whether the domain has a record with this proof, so that its owner and the asker are the same. Null at the simulator,
   * which has no owners, unless its DNS has such a record.
   */
  readOwnerProof(domain: string, proof: string): Promise<SenderPartReading | null>;
}
