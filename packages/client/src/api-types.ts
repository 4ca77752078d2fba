// Made by `npm run generate -w @packpost/client` from the API's own router; a test says when it is not up to date.

export interface Problem {
  /** Names the kind of problem */
  type: string;
  title: string;
  status: number;
  /** What went wrong, in words */
  detail: string;
  /** For programs. More may be added: treat one you do not know by its status. */
  code: string;
  /** What follows from it */
  effect?: string;
  /** What can be done */
  nextStep?: string;
  /** Which parts of the request are wrong, 20 at most */
  issues?: readonly {
    path: readonly string[];
    message: string;
  }[];
  /** Of a conflict: Packpost's ids of what it is between */
  ids?: readonly string[];
  /** Tell it to support. Also in the header X-Request-Id */
  requestId: string;
}

export interface Key {
  id: string;
  name: string;
  scopes: readonly string[];
  organisation: {
    name: string;
    zone: string;
  };
}

export interface Customer {
  id: string;
  externalId: string | null;
  number: number;
  firstName: string;
  lastName: string;
  email: string | null;
  phone: string | null;
  contact: string;
  family: {
    id: string;
    externalId: string | null;
    name: string;
  };
  pets: readonly {
    id: string;
    externalId: string | null;
    name: string;
    status: string;
  }[];
  lastTransactionAt: string | null;
  updatedAt: string;
}

export interface UpsertResult {
  /** More may be added */
  outcome: string;
  /** Packpost's id; none when it was refused, or would be created by a dry run */
  id?: string;
  /** What it is called, for people */
  label?: string;
  /** Field by field */
  changes?: readonly {
    field: string;
    before: string | null;
    after: string | null;
  }[];
  /** Something to know all the same */
  note?: string;
  /** Why it was refused */
  reason?: string;
  /** Two keys that mean two rows: Packpost's ids of both. Nobody was picked */
  conflict?: readonly string[];
}

export interface BulkResult {
  /** One for each record, in their order */
  results: readonly UpsertResult[];
}

export interface QueuedMail {
  /** Ask what became of it by this */
  id: string;
  purpose: string;
  customerId: string;
  /** How it stood then */
  status: string;
  createdAt: string;
}

export interface Mail {
  id: string;
  purpose: string;
  customerId: string;
  /** Where it goes, as the customer's file had it */
  address: string;
  subject: string;
  /** How far it is. More may be added; waiting, claimed and sent are on their way, all others are news. */
  status: string;
  statusAt: string | null;
  createdAt: string;
  sentAt: string | null;
  deliveredAt: string | null;
  openedAt: string | null;
  /** The mail server's own words, where it said something */
  providerMessage: string | null;
}

export interface OutcomePage {
  outcomes: readonly Outcome[];
  /** Where to read on: at once while there is more, later for what changes then */
  cursor: string;
  /** There is more already */
  more: boolean;
}

export interface Outcome {
  /** Of the message to this customer; the same in each of its outcomes */
  id: string;
  /** What it was. More may be added */
  kind: string;
  channel: string;
  /** Of a single message */
  purpose: string | null;
  campaign: {
    id: string;
    name: string;
  } | null;
  alertId: string | null;
  /** Of records that were merged the one that was kept */
  customer: {
    id: string;
    externalId: string | null;
    number: number;
  };
  /** The address or number that was used */
  address: string | null;
  /** How it stands now. More may be added */
  status: string;
  statusAt: string | null;
  /** Why somebody was skipped */
  reasons: readonly string[];
  sentAt: string | null;
  deliveredAt: string | null;
  /** First opened by a person, as far as can be told from machines */
  openedAt: string | null;
  clickedAt: string | null;
  bouncedAt: string | null;
  complainedAt: string | null;
  unsubscribedAt: string | null;
  /** The provider's own words, where it said something */
  providerMessage: string | null;
}

export interface Webhook {
  id: string;
  name: string;
  url: string;
  createdAt: string;
  disabledAt: string | null;
  disabledWhy: string | null;
  failingSince: string | null;
  nextTryAt: string | null;
  attempts: readonly {
    at: string;
    kind: string;
    outcomes: number;
    status: number | null;
    error: string | null;
    durationMs: number;
  }[];
}
