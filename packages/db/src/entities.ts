import { Alert } from "./entities/alert.entity.ts";
import { AlertDraft } from "./entities/alert-draft.entity.ts";
import { AlertRecipient } from "./entities/alert-recipient.entity.ts";
import { ApiKey } from "./entities/api-key.entity.ts";
import { ApiKeySecret } from "./entities/api-key-secret.entity.ts";
import { Application } from "./entities/application.entity.ts";
import { Appointment } from "./entities/appointment.entity.ts";
import { Attachment } from "./entities/attachment.entity.ts";
import { Attempt } from "./entities/attempt.entity.ts";
import { Audit } from "./entities/audit.entity.ts";
import { AuthAccount } from "./entities/auth-account.entity.ts";
import { AuthSession } from "./entities/auth-session.entity.ts";
import { AuthUser } from "./entities/auth-user.entity.ts";
import { AuthVerification } from "./entities/auth-verification.entity.ts";
import { Authenticator } from "./entities/authenticator.entity.ts";
import { Broadcast } from "./entities/broadcast.entity.ts";
import { BroadcastChart } from "./entities/broadcast-chart.entity.ts";
import { BroadcastTally } from "./entities/broadcast-tally.entity.ts";
import { Campaign } from "./entities/campaign.entity.ts";
import { CampaignReach } from "./entities/campaign-reach.entity.ts";
import { CampaignReview } from "./entities/campaign-review.entity.ts";
import { Click } from "./entities/click.entity.ts";
import { Conversation } from "./entities/conversation.entity.ts";
import { Customer } from "./entities/customer.entity.ts";
import {
  CustomerImport,
  CustomerImportKey,
  CustomerImportMemory,
  CustomerImportRow,
} from "./entities/customer-import.entity.ts";
import { Delivery } from "./entities/delivery.entity.ts";
import { Draft } from "./entities/draft.entity.ts";
import { Eligibility } from "./entities/eligibility.entity.ts";
import { EligibilityChange } from "./entities/eligibility-change.entity.ts";
import { EmailDraft } from "./entities/email-draft.entity.ts";
import { EnoughKept } from "./entities/enough-kept.entity.ts";
import { Entry } from "./entities/entry.entity.ts";
import { EntryWords } from "./entities/entry-words.entity.ts";
import { ErasedContact } from "./entities/erased-contact.entity.ts";
import { Family } from "./entities/family.entity.ts";
import { FoundingLink } from "./entities/founding-link.entity.ts";
import { IdempotentAnswer } from "./entities/idempotent-answer.entity.ts";
import { InboundAttachment } from "./entities/inbound-attachment.entity.ts";
import { InboundMail } from "./entities/inbound-mail.entity.ts";
import { Installation } from "./entities/installation.entity.ts";
import { Invitation } from "./entities/invitation.entity.ts";
import { MailboxChoice } from "./entities/mailbox-choice.entity.ts";
import { ManualRecipient } from "./entities/manual-recipient.entity.ts";
import { Merge } from "./entities/merge.entity.ts";
import { MessageAfterBackup } from "./entities/message-after-backup.entity.ts";
import { MessageNotice } from "./entities/message-notice.entity.ts";
import { Opening } from "./entities/opening.entity.ts";
import { OpeningHours } from "./entities/opening-hours.entity.ts";
import { Organisation } from "./entities/organisation.entity.ts";
import { OutcomeChange } from "./entities/outcome-change.entity.ts";
import { OutcomeFeed } from "./entities/outcome-feed.entity.ts";
import { Pass } from "./entities/pass.entity.ts";
import { PassAudience } from "./entities/pass-audience.entity.ts";
import { PassAudiencePart } from "./entities/pass-audience-part.entity.ts";
import { Passkey } from "./entities/passkey.entity.ts";
import { PasswordReset } from "./entities/password-reset.entity.ts";
import { Pet } from "./entities/pet.entity.ts";
import { PhoneNumber } from "./entities/phone-number.entity.ts";
import { Picture } from "./entities/picture.entity.ts";
import { PortalCode } from "./entities/portal-code.entity.ts";
import { PortalSession } from "./entities/portal-session.entity.ts";
import { PortalTry } from "./entities/portal-try.entity.ts";
import { Preference } from "./entities/preference.entity.ts";
import { ProviderEvent } from "./entities/provider-event.entity.ts";
import { ProviderKey } from "./entities/provider-key.entity.ts";
import { ProviderKeyTest } from "./entities/provider-key-test.entity.ts";
import { ProviderMessageKey } from "./entities/provider-message-key.entity.ts";
import { ProviderRegistration } from "./entities/provider-registration.entity.ts";
import { RateLimit } from "./entities/rate-limit.entity.ts";
import { ReadPosition } from "./entities/read-position.entity.ts";
import { Recipient } from "./entities/recipient.entity.ts";
import { RecoveryCode } from "./entities/recovery-code.entity.ts";
import { Registration } from "./entities/registration.entity.ts";
import { ReplyAddress } from "./entities/reply-address.entity.ts";
import { RestoreReconciliation } from "./entities/restore-reconciliation.entity.ts";
import { SavedReply } from "./entities/saved-reply.entity.ts";
import { ScheduledMessage } from "./entities/scheduled-message.entity.ts";
import { SendRequest } from "./entities/send-request.entity.ts";
import { Sender } from "./entities/sender.entity.ts";
import { SenderCheck } from "./entities/sender-check.entity.ts";
import { SignInChallenge } from "./entities/sign-in-challenge.entity.ts";
import { StaffMember } from "./entities/staff-member.entity.ts";
import { Suppression } from "./entities/suppression.entity.ts";
import { SuppressionSync } from "./entities/suppression-sync.entity.ts";
import { TextMedia } from "./entities/text-media.entity.ts";
import { Texting } from "./entities/texting.entity.ts";
import { Thread } from "./entities/thread.entity.ts";
import { Transaction } from "./entities/transaction.entity.ts";
import { Unread } from "./entities/unread.entity.ts";
import { VisitNotice } from "./entities/visit-notice.entity.ts";
import { WebhookAttempt } from "./entities/webhook-attempt.entity.ts";
import { WebhookEndpoint } from "./entities/webhook-endpoint.entity.ts";
import { WebhookSecret } from "./entities/webhook-secret.entity.ts";

/** One a table; who adds a table lists it here. */
export const entities = [
  ApiKey,
  ApiKeySecret,
  IdempotentAnswer,
  OutcomeChange,
  OutcomeFeed,
  Application,
  Appointment,
  Attachment,
  Attempt,
  Audit,
  AuthAccount,
  AuthSession,
  AuthUser,
  AuthVerification,
  Authenticator,
  Passkey,
  RecoveryCode,
  SignInChallenge,
  Broadcast,
  Campaign,
  ManualRecipient,
  CampaignReach,
  CampaignReview,
  BroadcastChart,
  BroadcastTally,
  Click,
  Customer,
  CustomerImport,
  CustomerImportKey,
  CustomerImportMemory,
  CustomerImportRow,
  Delivery,
  Family,
  FoundingLink,
  Installation,
  Invitation,
  MailboxChoice,
  Opening,
  OpeningHours,
  Organisation,
  Pass,
  PassAudience,
  PassAudiencePart,
  PasswordReset,
  Pet,
  Picture,
  Preference,
  ProviderEvent,
  ProviderKey,
  ProviderKeyTest,
  ProviderRegistration,
  ProviderMessageKey,
  RateLimit,
  Recipient,
  Registration,
  SendRequest,
  Sender,
  SenderCheck,
  StaffMember,
  Eligibility,
  EligibilityChange,
  Suppression,
  SuppressionSync,
  Transaction,
  WebhookAttempt,
  WebhookEndpoint,
  WebhookSecret,
  Conversation,
  Draft,
  EmailDraft,
  ErasedContact,
  EnoughKept,
  Entry,
  EntryWords,
  Merge,
  MessageAfterBackup,
  MessageNotice,
  ReadPosition,
  ReplyAddress,
  InboundMail,
  InboundAttachment,
  SavedReply,
  ScheduledMessage,
  Thread,
  Unread,
  VisitNotice,
  PortalCode,
  PortalSession,
  PortalTry,
  Texting,
  PhoneNumber,
  TextMedia,
  Alert,
  AlertRecipient,
  AlertDraft,
  RestoreReconciliation,
] as const;
