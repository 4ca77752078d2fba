import { Client } from "pg";

/**
 * Some twentieths of the customers are refused mail or texts, all of them called Ada, Ben or Chi: whoever reads from Z, filtered for them,
 * meets seven tenths of the names before the first. Whose numbers come from `giveNumbers`.
 * @returns how long the database took to write down each and whom it concerns, in milliseconds
 */
export async function refuseMany(ownerUrl: string): Promise<Record<string, number>> {
  const client = new Client(ownerUrl);
  await client.connect();
  const ms: Record<string, number> = {};
  const write = async (what: string, statement: string) => {
    const from = performance.now();
    await client.query(statement);
    ms[what] = Math.round(performance.now() - from);
  };
  const known = (state: string, optedOut: string, whose: string) =>
    `insert into phone_number (organisation_id, number, state, opted_out_at, opted_out_by)
     select organisation_id, phone, '${state}', ${optedOut} from customer where phone is not null and ${whose}`;
  await write(
    "addresses blocked",
    `insert into suppression (organisation_id, kind, value_key, reason)
     select distinct organisation_id, 'address', email_key, 'hard_bounce' from customer where email_key is not null and number % 20 = 1`,
  );
  await write("numbers opted out", known("unknown", "now(), 'keyword'", "number % 20 = 12"));
  await write("numbers that take no texts", known("not_textable", "null, null", "number % 80 = 10"));
  await write(
    "numbers blocked",
    `insert into suppression (organisation_id, kind, value_key, reason)
     select organisation_id, 'number', phone, 'by_hand' from customer where phone is not null and number % 80 in (30, 31)`,
  );
  await write(
    "texts declined",
    `insert into preference (organisation_id, customer_id, channel, subscribed, source)
     select organisation_id, id, 'text', false, 'staff' from customer where number % 80 in (20, 21)`,
  );
  await client.query("vacuum analyze");
  await client.end();
  return ms;
}
