// Made by `npm run generate -w @packpost/client` from the API's own router; a test says when it is not up to date.
import type { TRPCBuiltRouter, TRPCMutationProcedure, TRPCQueryProcedure } from "@trpc/server";
import type * as takes from "./api-inputs.ts";
import type * as answers from "./api-types.ts";

type Query<Input, Output> = TRPCQueryProcedure<{ input: Input; output: Output; meta: object }>;
type Mutation<Input, Output> = TRPCMutationProcedure<{ input: Input; output: Output; meta: object }>;
type Root = {
  ctx: object;
  meta: object;
  errorShape: {
    message: string;
    code: number;
    data: { code: string; httpStatus: number; problem: answers.Problem };
  };
  transformer: false;
};

/** Every call there is. */
export type ApiRouter = TRPCBuiltRouter<
  Root,
  {
    key: {
      /** Which key this is. */
      get: Query<void, answers.Key>;
    };
    customer: {
      /** A customer by your id. Scope: customers:read. */
      get: Query<
        {
          /** What your system calls them */
          externalId: string;
        },
        answers.Customer
      >;
      /** Create or change one of the customers. Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted. Scope: customers:write. */
      put: Mutation<takes.CustomerByExternalId, answers.UpsertResult>;
      /** Create or change up to 500 customers. Each has a result of its own: one that is refused keeps no other from being written. Scope: customers:write. */
      bulk: Mutation<
        {
          /** 500 at most. The same row twice is folded in their order. */
          records: readonly takes.CustomerRecord[];
          /** Only tells what would become of them */
          dryRun?: boolean;
        },
        answers.BulkResult
      >;
    };
    family: {
      /** Create or change one of the families. Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted. Scope: customers:write. */
      put: Mutation<takes.FamilyByExternalId, answers.UpsertResult>;
      /** Create or change up to 500 families. Each has a result of its own: one that is refused keeps no other from being written. Scope: customers:write. */
      bulk: Mutation<
        {
          /** 500 at most. The same row twice is folded in their order. */
          records: readonly takes.FamilyRecord[];
          /** Only tells what would become of them */
          dryRun?: boolean;
        },
        answers.BulkResult
      >;
    };
    pet: {
      /** Create or change one of the pets. Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted. Scope: customers:write. */
      put: Mutation<takes.PetByExternalId, answers.UpsertResult>;
      /** Create or change up to 500 pets. Each has a result of its own: one that is refused keeps no other from being written. Scope: customers:write. */
      bulk: Mutation<
        {
          /** 500 at most. The same row twice is folded in their order. */
          records: readonly takes.PetRecord[];
          /** Only tells what would become of them */
          dryRun?: boolean;
        },
        answers.BulkResult
      >;
    };
    application: {
      /** Create or change one of the applications. Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted. Scope: customers:write. */
      put: Mutation<takes.ApplicationByExternalId, answers.UpsertResult>;
      /** Create or change up to 500 applications. Each has a result of its own: one that is refused keeps no other from being written. Scope: customers:write. */
      bulk: Mutation<
        {
          /** 500 at most. The same row twice is folded in their order. */
          records: readonly takes.ApplicationRecord[];
          /** Only tells what would become of them */
          dryRun?: boolean;
        },
        answers.BulkResult
      >;
    };
    registration: {
      /** Create or change one of the registrations. Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted. Scope: customers:write. */
      put: Mutation<takes.RegistrationByExternalId, answers.UpsertResult>;
      /** Create or change up to 500 registrations. Each has a result of its own: one that is refused keeps no other from being written. Scope: customers:write. */
      bulk: Mutation<
        {
          /** 500 at most. The same row twice is folded in their order. */
          records: readonly takes.RegistrationRecord[];
          /** Only tells what would become of them */
          dryRun?: boolean;
        },
        answers.BulkResult
      >;
    };
    appointment: {
      /** Create or change one of the appointments. Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted. Scope: customers:write. */
      put: Mutation<takes.AppointmentByExternalId, answers.UpsertResult>;
      /** Create or change up to 500 appointments. Each has a result of its own: one that is refused keeps no other from being written. Scope: customers:write. */
      bulk: Mutation<
        {
          /** 500 at most. The same row twice is folded in their order. */
          records: readonly takes.AppointmentRecord[];
          /** Only tells what would become of them */
          dryRun?: boolean;
        },
        answers.BulkResult
      >;
    };
    transaction: {
      /** Create or change one of the transactions. Found by your id. What is not mentioned is not touched, null empties it, and a no to mail is never lifted. Scope: customers:write. */
      put: Mutation<takes.TransactionByExternalId, answers.UpsertResult>;
      /** Create or change up to 500 transactions. Each has a result of its own: one that is refused keeps no other from being written. Scope: customers:write. */
      bulk: Mutation<
        {
          /** 500 at most. The same row twice is folded in their order. */
          records: readonly takes.TransactionRecord[];
          /** Only tells what would become of them */
          dryRun?: boolean;
        },
        answers.BulkResult
      >;
    };
    mail: {
      /** Send a mail to one customer. It leaves at once and is tried for a day. A work order does not go to whoever asked for no automated notices. Scope: mail:send. */
      send: Mutation<
        {
          /** The same key with the same request sends once, however often it comes. Kept for 30 days. */
          idempotencyKey: string;
          /** What it is. It stands so on the customer's page. */
          purpose: "work_order" | "e_signature" | "card_processing";
          /** To which customer, named in one of these ways. It goes to the address that Packpost has. */
          to: {
            /** Packpost's id of the customer */
            customerId?: string;
            /** What your system calls the customer */
            externalId?: string;
            /** The customer number */
            number?: number;
          };
          subject: string;
          /** Plain text. Without HTML it goes out on the organisation's letterhead. */
          text?: string;
          /** A whole HTML mail, sent as it is. Without a text one is made of it. */
          html?: string;
        },
        answers.QueuedMail
      >;
      /** What became of a mail. Scope: mail:send. */
      get: Query<
        {
          mailId: string;
        },
        answers.Mail
      >;
    };
    outcome: {
      /** What became of messages since a cursor. Campaigns, alerts and single messages in one stream, each with how it stands now. It begins when the first key with this scope, or the first webhook, is made. Keep the cursor and come back with it: no change is left out and none comes twice. Scope: outcomes:read. */
      list: Query<
        {
          /** From the answer before; left out: from the oldest change that is kept (30 days) */
          cursor?: string;
          /** Changes a page */
          limit?: number;
        },
        answers.OutcomePage
      >;
    };
    webhook: {
      /** How the webhooks do. With the newest 20 tries of each. They are made in Packpost under Settings, API. Scope: webhooks. */
      list: Query<
        void,
        {
          webhooks: readonly answers.Webhook[];
        }
      >;
      /** Have a test message sent. Scope: webhooks. */
      test: Mutation<
        {
          webhookId: string;
        },
        {
          asked: true;
        }
      >;
      /** Turn a webhook on or off. Turned on again, it is told what changed meanwhile, up to 30 days back. Scope: webhooks. */
      switch: Mutation<
        {
          webhookId: string;
          on: boolean;
        },
        {
          on: boolean;
        }
      >;
      /** Have everything of the last hours sent again. Scope: webhooks. */
      replay: Mutation<
        {
          webhookId: string;
          hours: number;
        },
        {
          asked: true;
        }
      >;
    };
  }
>;
