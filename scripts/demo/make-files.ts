import type { ImportNoun } from "@packpost/db/enums";

/** How many rows of a file come to what. */
export type RowCounts = Readonly<Record<"created" | "changed" | "unchanged" | "refused", number>>;

/** A file as a business's former system exports it, with what should become of its rows. */
export interface MadeFile {
  readonly noun: ImportNoun;
  readonly name: string;
  readonly text: string;
  readonly rows: number;
  readonly wanted: RowCounts;
}

/** The files in the order in which they are imported, and whom a campaign of the pass should then reach. */
export interface MadeBusiness {
  readonly files: readonly MadeFile[];
  readonly customers: number;
  /** Addresses that get the campaign, once each. */
  readonly eligible: ReadonlySet<string>;
  /** Addresses of the files that do not. */
  readonly others: ReadonlySet<string>;
  /** Whom a work order goes to: an address that the simulator always delivers to. */
  readonly workOrder: { readonly externalId: string; readonly address: string };
}

const PEOPLE = 300;
/** So many families have two people, the others one. */
const COUPLES = 100;
const FIRST_NAMES = "Ada Bram Cleo Dario Edda Falk Gwen Hugo Ilse Joris".split(" ");
const LAST_NAMES = "Abbot Brandt Cremer Duarte Eklund Ferrari Gruber Holm Iversen Jonker Kessel".split(" ");
const PETS = "Biscuit Clover Dot Echo Fudge Gravy Hobbit".split(" ");
const HOST = "newcomers.example";

interface Person {
  readonly id: string;
  readonly family: number;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly wantsCampaigns: boolean;
  readonly application: "approved" | "pending" | "denied";
}

/**
 * Made customers with families, pets, applications and registrations: most hold the pass, the others show each reason not to.
 * Every file has a row that cannot be imported; the customers' has one that stands twice and a line of totals.
 * @param passName the pass that they hold
 * @param now dates are relative to it
 */
export function makeFiles(passName: string, now: Date): MadeBusiness {
  const day = (days: number) => new Date(now.getTime() + days * 86_400_000).toISOString().slice(0, 10);
  const people = Array.from({ length: PEOPLE }, (_none, at) => makePerson(at));
  const families = [...new Set(people.map(({ family }) => family))];
  const pets = families.flatMap((family) =>
    Array.from({ length: family % 4 === 0 ? 2 : 1 }, (_none, nth) => ({
      ...{ id: `P-${family}-${nth}`, family, name: PETS[(family + nth) % PETS.length] ?? "" },
      status: family % 17 === 2 ? "deceased" : "active",
      validThrough: family % 12 === 5 ? day(-30) : day(300),
    })),
  );
  const holds = (family: number) =>
    pets.some((pet) => pet.family === family && pet.status === "active" && pet.validThrough >= day(0));
  const customerRows = people.map(({ id, first, last, email, family, wantsCampaigns }) => {
    return [id, first, last, email, `H-${family}`, wantsCampaigns ? "yes" : "no"];
  });
  const [twice = []] = customerRows;
  const files = [
    makeFile("customer", "Owner ID,First name,Last name,Email,Household ID,Newsletter", customerRows, {
      unchanged: [twice],
      refused: [["C-9999", "Bad", "Address", `bad..address@${HOST}`], ["Total"]],
    }),
    makeFile(
      "pet",
      "Pet ID,Pet name,Household ID,Status",
      pets.map(({ id, name, family, status }) => [id, name, `H-${family}`, status]),
      { refused: [["P-9999", "Nobody's", "H-9999", "active"]] },
    ),
    makeFile(
      "application",
      "Owner ID,Pass,Status",
      people.map(({ id, application }) => [id, passName, application]),
      { refused: [["C-1", "A pass that there is not", "approved"]] },
    ),
    makeFile(
      "registration",
      "Pet ID,Pass,Valid through",
      pets.map(({ id, validThrough }) => [id, passName, validThrough]),
      { refused: [["P-9999", passName, day(300)]] },
    ),
  ];
  // Who said no at a mailbox says it for everybody at it.
  const noes = new Set(people.filter(({ wantsCampaigns }) => !wantsCampaigns).map(({ email }) => email));
  const receiving = people.filter(
    ({ application, family, email }) =>
      email !== "" && application === "approved" && holds(family) && !noes.has(email),
  );
  const eligible = new Set(receiving.map(({ email }) => email));
  const others = new Set(
    people.map(({ email }) => email).filter((email) => email !== "" && !eligible.has(email)),
  );
  const [someone] = people;
  if (someone === undefined || !eligible.has(someone.email))
    throw new Error("The first customer is eligible.");
  const workOrder = { externalId: someone.id, address: someone.email };
  return { files, customers: PEOPLE, eligible, others, workOrder };
}

function makePerson(at: number): Person {
  const family = at < 2 * COUPLES ? Math.floor(at / 2) : at - COUPLES;
  const first = FIRST_NAMES[at % FIRST_NAMES.length] ?? "";
  const last = LAST_NAMES[family % LAST_NAMES.length] ?? "";
  const addressOf = (name: string, n: number) => `${name}.${last}.${n}@${HOST}`.toLowerCase();
  // Some couples have one mailbox.
  const before = FIRST_NAMES[(at - 1) % FIRST_NAMES.length] ?? "";
  const own = at === 0 ? `deliver.${first}@${HOST}`.toLowerCase() : addressOf(first, at);
  const shared = at < 2 * COUPLES && at % 2 === 1 && family % 20 === 1;
  return {
    ...{ id: `C-${at + 1}`, family, first, last, wantsCampaigns: at % 20 !== 3 },
    email: at % 25 === 7 ? "" : shared ? addressOf(before, at - 1) : own,
    application: at % 15 === 4 ? "denied" : at % 30 === 9 ? "pending" : "approved",
  };
}

function makeFile(
  noun: ImportNoun,
  header: string,
  created: readonly (readonly string[])[],
  more: Readonly<Partial<Record<"unchanged" | "refused", readonly (readonly string[])[]>>>,
): MadeFile {
  const { unchanged = [], refused = [] } = more;
  const rows = [...created, ...unchanged, ...refused];
  const width = header.split(",").length;
  const lines = rows.map((cells) => Array.from({ length: width }, (_none, at) => cells[at] ?? "").join(","));
  return {
    ...{ noun, name: `${noun}s of the old system.csv`, rows: rows.length },
    text: `${[header, ...lines].join("\r\n")}\r\n`,
    wanted: { created: created.length, changed: 0, unchanged: unchanged.length, refused: refused.length },
  };
}
