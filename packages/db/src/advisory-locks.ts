/**
 * The first keys of PostgreSQL's advisory locks, all in one list so that no two meanings share one. Any numbers of our own, the
 * same for every process; those that SQL takes stand there as well.
 */
export const advisoryLocks = {
  /** Whoever migrates the database. */
  migration: 7300,
  /** Consent and eligibility of mailboxes: 010-consent, 012-eligibility-refresh. */
  mailboxes: 7301,
  mailboxBuckets: 7302,
  /** Claims of campaigns that are linked by resends. */
  resendFamily: 7303,
  /** Who is in a campaign's audience. */
  audience: 7304,
  /** A campaign's lists by hand. */
  manualLists: 7305,
  /** Topics of live pages, and changes of them: 022-live-pages. */
  livePages: 7306,
  /** The kept audience of a pass. */
  passAudience: 7307,
  /** An organisation's customers and what hangs on them, while many are created or changed by their keys: imports and the API. */
  upserts: 7308,
  /** The names of passes. */
  passNames: 7309,
  /** Whom a campaign has reached, while that is written down. */
  campaignReach: 7310,
  /** Claims of an organisation that limits how many campaigns a mailbox gets. */
  frequency: 7311,
  /** Founding an organisation. */
  founding: 7312,
  /** Who of an organisation has had enough campaigns, while that is swept. */
  enough: 7314,
} as const;
