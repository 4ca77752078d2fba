import { customerRouter } from "./customer.ts";
import { keyRouter } from "./key.ts";
import { mailRouter } from "./mail.ts";
import { outcomeRouter } from "./outcome.ts";
import { createApiRouter } from "./procedures.ts";
import {
  applicationRouter,
  appointmentRouter,
  familyRouter,
  petRouter,
  registrationRouter,
  transactionRouter,
} from "./upsert.ts";
import { webhookRouter } from "./webhook.ts";

/** All that other systems may call: one router, two doors, HTTP with an OpenAPI document and the typed client's (P10). */
export const apiRouter = createApiRouter({
  key: keyRouter,
  customer: customerRouter,
  family: familyRouter,
  pet: petRouter,
  application: applicationRouter,
  registration: registrationRouter,
  appointment: appointmentRouter,
  transaction: transactionRouter,
  mail: mailRouter,
  outcome: outcomeRouter,
  webhook: webhookRouter,
});
