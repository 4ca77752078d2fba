/** Entry of the workflow bundle: every workflow of the installation, by the name it is started with. */
export { alert, smsPacer } from "./alert/workflow.ts";
export { campaign } from "./campaign/workflow.ts";
export { conversationNotifier } from "./conversation/workflow.ts";
export { customerImport } from "./customer-import/workflow.ts";
export { delivery } from "./delivery/workflow.ts";
export { inboundMail } from "./inbound-mail/workflow.ts";
export { incomingFiles } from "./incoming-files/workflow.ts";
export { providerKeyTest, providerRegistration } from "./provider/workflow.ts";
export { senderCheck } from "./sender/workflow.ts";
export { suppressionSync } from "./suppression/workflow.ts";
export {
  audienceSweep,
  campaignSweep,
  conversationSweep,
  deliverySweep,
  dropSweep,
  housekeeping,
  restoreSweep,
  textSweep,
  unconfirmedSweep,
  webhookSweep,
} from "./sweep/workflow.ts";
export { webhookOut } from "./webhook-out/workflow.ts";
