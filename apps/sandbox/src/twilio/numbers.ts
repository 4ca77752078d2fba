import { createHash } from "node:crypto";
import type { Server } from "../servers/server.ts";
import type { Call, Result } from "./call.ts";
import { notFound, refusal } from "./errors.ts";

/** GET `…/Accounts/{sid}.json`. @source twilio.com/docs/iam/api/account */
export function showAccount({ server }: Call): Result {
  const { accountSid: sid, name: friendly_name, live } = server;
  return { ok: { sid, friendly_name, status: live ? "active" : "suspended", type: "Full" } };
}

/**
 * GET `…/IncomingPhoneNumbers.json`, all on one page. An account that was told no numbers has whichever is asked for.
 * @source twilio.com/docs/phone-numbers/api/incomingphonenumber-resource
 */
export function listNumbers({ server, query }: Call): Result {
  const asked = query.get("PhoneNumber");
  const all = server.numbers.length > 0 || asked === null ? server.numbers : [asked];
  const incoming_phone_numbers = all
    .filter((number) => asked === null || number === asked)
    .map((number) => show(server, number));
  const uri = `/2010-04-01/Accounts/${server.accountSid}/IncomingPhoneNumbers.json`;
  const page = { page: 0, page_size: 50, start: 0, end: incoming_phone_numbers.length };
  return {
    ok: {
      incoming_phone_numbers,
      uri,
      first_page_uri: uri,
      next_page_uri: null,
      previous_page_uri: null,
      ...page,
    },
  };
}

/** POST `…/IncomingPhoneNumbers/{sid}.json`: where its texts are told. */
export function editNumber({ sandbox, server, form, param }: Call): Result {
  const number = server.numbers.find((own) => sidOf(own) === param("number"));
  if (number === undefined && server.numbers.length > 0) return notFound;
  const url = form.get("SmsUrl");
  if (url !== null && !URL.canParse(url)) return refusal(21502, "SmsUrl is not a valid URL");
  const changed =
    url === null ? server : sandbox.servers.put(server.token, { name: server.name, smsWebhookUrl: url });
  return { ok: show(changed, number ?? "") };
}

const sidOf = (number: string) => `PN${createHash("sha256").update(number).digest("hex").slice(0, 32)}`;

function show({ accountSid: account_sid, smsWebhookUrl }: Server, phone_number: string) {
  return {
    ...{ sid: sidOf(phone_number), account_sid, phone_number, friendly_name: phone_number },
    ...{ sms_url: smsWebhookUrl ?? "", sms_method: "POST", sms_application_sid: "" },
    capabilities: { sms: true, mms: true, voice: false },
  };
}
