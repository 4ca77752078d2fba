import { randomUUID } from "node:crypto";
import { placeMail } from "@packpost/core/inbound-mail/place-mail";
import { WEBHOOK_USER } from "@packpost/core/webhook/webhook-password";
import { workerContextOf } from "./conversation-run.ts";
import type { TestOrganisation } from "./create-test-organisation.ts";
import type { TestDatabase } from "./open-test-database.ts";
import { webhookPasswordOf } from "./open-world.ts";

/** What a test says of a mail that comes in. */
export interface TestMail {
  readonly messageId?: string;
  readonly from?: string;
  readonly to?: string;
  readonly cc?: string;
  readonly subject?: string;
  readonly text?: string;
  readonly html?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly attachments?: readonly object[];
}

/** A mail as Postmark posts it. */
export function inboundPayload(mail: TestMail): object {
  const person = (Email: string) => ({ Email, Name: "", MailboxHash: "" });
  return {
    MessageID: mail.messageId ?? randomUUID(),
    MessageStream: "inbound",
    FromName: "Somebody",
    From: mail.from ?? "maria@mail.example",
    FromFull: { Email: mail.from ?? "maria@mail.example", Name: "Somebody", MailboxHash: "" },
    To: mail.to ?? "help@test.example",
    ToFull: [person(mail.to ?? "help@test.example")],
    CcFull: mail.cc === undefined ? [] : [person(mail.cc)],
    BccFull: [],
    OriginalRecipient: mail.to ?? "help@test.example",
    Subject: mail.subject ?? "Re: Your conversation",
    TextBody: mail.text ?? "Yes please",
    HtmlBody: mail.html ?? "",
    StrippedTextReply: "",
    Headers: Object.entries(mail.headers ?? {}).map(([Name, Value]) => ({ Name, Value })),
    Attachments: mail.attachments ?? [],
  };
}

/** The door for mails that come in, and what the worker does behind it. */
export function openInbound(database: TestDatabase, organisation: TestOrganisation, apiUrl: string) {
  const { organisationId } = organisation;
  return {
    post(
      body: string | object,
      password: string | null = webhookPasswordOf(organisationId),
    ): Promise<Response> {
      const headers = new Headers({ "content-type": "application/json" });
      if (password !== null)
        headers.set(
          "authorization",
          `Basic ${Buffer.from(`${WEBHOOK_USER}:${password}`).toString("base64")}`,
        );
      const text = typeof body === "string" ? body : JSON.stringify(body);
      return fetch(`${apiUrl}/webhooks/postmark/${organisationId}/inbound`, {
        method: "POST",
        headers,
        body: text,
      });
    },
    /** Places whatever waits. */
    async placeAll(): Promise<void> {
      const { rows } = await database.owner.query<{ id: string }>(
        "select id from inbound_mail where state = 'waiting' and organisation_id = $1 order by received_at, id",
        [organisationId],
      );
      for (const { id } of rows)
        await placeMail({ ctx: workerContextOf(organisation), input: { mailId: id } });
    },
    /** Takes a mail and places it. @returns what became of it */
    async receive(mail: TestMail) {
      const payload = inboundPayload(mail);
      const response = await this.post(payload);
      if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
      await this.placeAll();
      const { rows } = await database.owner.query(
        `select mail.state, mail.reason, entry.thread_id as "threadId", entry.kind, entry.customer_id as "customerId", entry.body,
           entry.full_text as "fullText", entry.proof, entry.from_address as "fromAddress", entry.number
         from inbound_mail mail left join entry on entry.id = mail.entry_id where mail.provider_message_id = $1`,
        ["MessageID" in payload ? payload.MessageID : ""],
      );
      return rows[0];
    },
  };
}
