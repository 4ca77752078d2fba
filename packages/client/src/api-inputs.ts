// Made by `npm run generate -w @packpost/client` from the API's own router; a test says when it is not up to date.

export interface CustomerByExternalId {
  /** What your system calls it: it is found by this again */
  externalId: string;
  /** The customer number that Packpost gave */
  number?: string | null;
  /** First name */
  firstName?: string | null;
  /** Last name */
  lastName?: string | null;
  /** Email address */
  email?: string | null;
  /** Phone number with its country code: +1 503 555 0142 */
  phone?: string | null;
  /** primary or secondary */
  contact?: string | null;
  /** What your system calls the family */
  family?: string | null;
  /** no, when they want no campaigns. A yes is never taken: only the customer says it */
  campaigns?: string | null;
  /** In which they are written to automatically: en, es, fr or de. Taken where none is known; they choose it on their own pages */
  language?: string | null;
}

export interface CustomerRecord {
  /** What your system calls it: it is found by this again */
  externalId?: string | null;
  /** The customer number that Packpost gave */
  number?: string | null;
  /** First name */
  firstName?: string | null;
  /** Last name */
  lastName?: string | null;
  /** Email address */
  email?: string | null;
  /** Phone number with its country code: +1 503 555 0142 */
  phone?: string | null;
  /** primary or secondary */
  contact?: string | null;
  /** What your system calls the family */
  family?: string | null;
  /** no, when they want no campaigns. A yes is never taken: only the customer says it */
  campaigns?: string | null;
  /** In which they are written to automatically: en, es, fr or de. Taken where none is known; they choose it on their own pages */
  language?: string | null;
}

export interface FamilyByExternalId {
  /** What your system calls it: it is found by this again */
  externalId: string;
  /** Its name */
  name?: string | null;
}

export interface FamilyRecord {
  /** What your system calls it: it is found by this again */
  externalId?: string | null;
  /** Its name */
  name?: string | null;
}

export interface PetByExternalId {
  /** What your system calls it: it is found by this again */
  externalId: string;
  /** Its name */
  name?: string | null;
  /** What animal it is */
  kind?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** What your system calls the family */
  family?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface PetRecord {
  /** What your system calls it: it is found by this again */
  externalId?: string | null;
  /** Its name */
  name?: string | null;
  /** What animal it is */
  kind?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** What your system calls the family */
  family?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface ApplicationByExternalId {
  /** What your system calls it: it is found by this again */
  externalId: string;
  /** The pass, by its name in Packpost */
  pass?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface ApplicationRecord {
  /** What your system calls it: it is found by this again */
  externalId?: string | null;
  /** The pass, by its name in Packpost */
  pass?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface RegistrationByExternalId {
  /** What your system calls it: it is found by this again */
  externalId: string;
  /** The pass, by its name in Packpost */
  pass?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** Its last valid day: 2027-03-31 */
  validThrough?: string | null;
  /** What your system calls the pet */
  petId?: string | null;
  /** The pet's name, beside whose it is */
  petName?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface RegistrationRecord {
  /** What your system calls it: it is found by this again */
  externalId?: string | null;
  /** The pass, by its name in Packpost */
  pass?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** Its last valid day: 2027-03-31 */
  validThrough?: string | null;
  /** What your system calls the pet */
  petId?: string | null;
  /** The pet's name, beside whose it is */
  petName?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface AppointmentByExternalId {
  /** What your system calls it: it is found by this again */
  externalId: string;
  /** When it begins, with the offset: 2027-01-05T10:00:00-05:00 */
  startsAt?: string | null;
  /** When it ends */
  endsAt?: string | null;
  /** How long it is, instead of the end */
  minutes?: string | null;
  /** Who sees them, by name or address */
  staff?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** What your system calls the pet */
  petId?: string | null;
  /** The pet's name, beside whose it is */
  petName?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface AppointmentRecord {
  /** What your system calls it: it is found by this again */
  externalId?: string | null;
  /** When it begins, with the offset: 2027-01-05T10:00:00-05:00 */
  startsAt?: string | null;
  /** When it ends */
  endsAt?: string | null;
  /** How long it is, instead of the end */
  minutes?: string | null;
  /** Who sees them, by name or address */
  staff?: string | null;
  /** Its state, as Packpost's pages call it */
  status?: string | null;
  /** What your system calls the pet */
  petId?: string | null;
  /** The pet's name, beside whose it is */
  petName?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface TransactionByExternalId {
  /** What your system calls it: it is found by this again */
  externalId: string;
  /** What it was: purchase, visit or payment */
  kind?: string | null;
  /** When it was, with the offset */
  at?: string | null;
  /** What it was, in the business's words: 10-visit card */
  what?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}

export interface TransactionRecord {
  /** What your system calls it: it is found by this again */
  externalId?: string | null;
  /** What it was: purchase, visit or payment */
  kind?: string | null;
  /** When it was, with the offset */
  at?: string | null;
  /** What it was, in the business's words: 10-visit card */
  what?: string | null;
  /** What your system calls the customer whose it is */
  customerId?: string | null;
  /** The customer number of whose it is */
  customerNumber?: string | null;
  /** The address of whose it is */
  customerEmail?: string | null;
  /** The phone number of whose it is */
  customerPhone?: string | null;
}
