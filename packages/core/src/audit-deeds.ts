/**
 * What the audit knows (O3): every action, `<noun>.<past tense>`, with its words. There is no action without words: whoever
 * writes another one down fails the type check. `{it}` is what it was done to: "the campaign", or "it" where that is said already.
 * No imports: pages load it.
 */

/** What can happen to a sending to many, whatever its kind. */
const ofBroadcast = {
  send_confirmed: "sent {it}",
  scheduled: "scheduled {it}",
  send_undone: "took {it} back to draft",
  sending_began: "began to send {it}",
  paused: "paused {it}",
  resumed: "resumed {it}",
  cancelled: "cancelled the rest of {it}",
  sent: "finished sending {it}",
  notice_queued: "sent a mail about the pause of {it}",
  unconfirmed_reported: "sent a mail about the unconfirmed of {it}",
  sent_again: "sent {it} again to those who were unconfirmed",
  unconfirmed_left: "left the unconfirmed of {it} as they are",
  rescheduled: "changed the time of {it}",
  approval_asked: "asked for approval to send {it}",
  approval_renewed: "found other people than were asked for, so approval of {it} was asked anew",
  approval_withdrawn: "took back the question whether {it} may be sent",
  send_approved: "approved sending {it}",
  send_declined: "declined to send {it}",
  late_joiners_added: "added late joiners to {it}",
  quiet_hours_overridden: "decided that {it} goes out at night too",
  unreached_mailed: "mailed {it} to whom the text did not reach",
} as const;

/** Upserts of whatever noun, by an import or another system of the business. */
const upserted = { created: "created {it}", changed: "changed {it}" } as const;

export const auditDeeds = {
  campaign: {
    ...ofBroadcast,
    created: "drafted {it}",
    edited: "changed {it}",
    empty_draft_deleted: "deleted an empty draft",
    recipients_exported: "exported the recipients of {it}",
    audience_exported: "exported who will receive {it}",
    archived: "put {it} into the archive",
    unarchived: "took {it} out of the archive",
    copy_chosen: "chose who gets the copy of {it}",
    people_entered: "entered people by hand into {it}",
    entry_corrected: "corrected an entry of {it}",
    entries_removed: "took people off a list of {it}",
    entries_undone: "undid a change of a list of {it}",
    preview_sent: "sent a preview of {it}",
    copy_queued: "sent the copy of {it}",
  },
  alert: {
    ...ofBroadcast,
    report_exported: "exported the report of {it}",
  },
  conversation: {
    opened: "opened {it}",
    closed: "closed {it}",
    assigned: "assigned {it}",
    joined: "joined {it} to a family",
    split: "split {it} off again",
    message_scheduled: "scheduled a message in {it}",
    scheduled_moved: "gave a scheduled message of {it} another time",
    scheduled_cancelled: "took a scheduled message of {it} away",
    scheduled_restored: "had a scheduled message of {it} back",
    scheduled_sent: "sent a scheduled message of {it} at once",
    scheduled_taken_back: "took a scheduled message of {it} back to write on",
    scheduled_held: "held a scheduled message of {it} for a person to look at",
  },
  saved_reply: { saved: "saved {it}", deleted: "deleted {it}" },
  inbound_mail: {
    placed: "said where {it} belongs",
    dismissed: "put {it} away",
    unplaced: "had {it} back among those without a place",
    taken_out: "took {it} out of a conversation",
  },
  text: { sent_again: "sent {it} again" },
  delivery: { sent_again: "sent {it} again" },
  mail: { queued: "had {it} sent" },
  customer: {
    ...upserted,
    added: "added {it}",
    made_primary: "made {it} the family's first contact",
    moved: "moved {it} into another family",
    zone_set: "set the time zone of {it}",
    language_set: "set the language of {it}",
    merged: "merged a second record into {it}",
    merge_undone: "undid a merge of {it}",
    email_sent: "wrote an email to {it}",
    email_sent_again: "sent an email to {it} again",
    data_exported: "exported all that is kept of {it}",
    erased: "erased the data of {it}",
  },
  customers: { exported: "exported the list of customers" },
  family: {
    ...upserted,
    merged: "merged another family into {it}",
    split: "split {it} in two",
    merge_undone: "undid a merge of {it}",
  },
  families: { exported: "exported the list of families" },
  audit: { exported: "exported the audit" },
  pet: { ...upserted, added: "added {it}" },
  pass: {
    ...upserted,
    added: "added {it}",
    renamed: "renamed {it}",
    retired: "retired {it}",
    brought_back: "brought {it} back",
  },
  application: { ...upserted, added: "added an application of {it}" },
  registration: { ...upserted, added: "added a registration of {it}" },
  transaction: {
    ...upserted,
    added: "added a transaction of {it}",
    taken_out: "took a transaction of {it} out",
    put_back: "put a transaction of {it} back",
  },
  appointment: {
    ...upserted,
    moved: "moved {it}",
    cancelled: "cancelled {it}",
    restored: "restored {it}",
  },
  preference: { subscribed: "subscribed {it}", unsubscribed: "unsubscribed {it}" },
  portal: {
    signed_in: "signed in to the customers' pages",
    signed_out: "signed out of the customers' pages",
  },
  import: {
    uploaded: "uploaded the file of {it}",
    confirmed: "started {it}",
    discarded: "discarded {it}",
    done: "finished {it}",
    failed: "could not finish {it}",
    undone: "undid {it}",
    errors_exported: "exported the refused rows of {it}",
  },
  picture: { stored: "added {it}" },
  suppression: {
    added: "blocked {it}",
    lifted: "lifted {it}",
    blocked_again: "blocked {it} again",
  },
  texting: {
    switched_on: "switched texting on",
    switched_off: "switched texting off",
    resumed: "resumed texting",
    paused: "paused texting",
    tested: "tested texting",
    opted_in: "opted a number in to texts",
    opted_out: "opted a number out of texts",
    held: "held a number from mass texts",
    hold_decided: "decided about a held number",
    number_said: "said whether a number can be texted",
  },
  settings: {
    changed: "changed the settings",
    opening_hours_changed: "changed the opening hours",
    texting_changed: "changed the settings of texting",
    provider_key_saved: "saved a key of a provider",
    provider_key_removed: "removed a key of a provider",
    provider_key_tested: "tested a key of a provider",
    registration_asked: "asked to register Packpost with a provider",
    registered: "registered Packpost with a provider",
    logo_changed: "changed the logo",
    second_factor_required: "asked owners and admins for a second factor",
    second_factor_not_required: "asked nobody for a second factor any more",
    first_steps_put_away: "put the first steps away",
    first_steps_shown: "had the first steps back",
    sending_stopped: "stopped all sending",
    sending_allowed: "allowed sending again",
    webhook_secret_changed: "made a new address for the mail provider's reports",
    webhook_secret_ended: "ended the former address for the mail provider's reports",
  },
  organisation: {
    created: "founded the organisation",
    inbound_tested: "tested the address for replies",
  },
  staff: {
    password_changed: "changed the password",
    password_reset: "set a new password",
    sessions_ended: "signed out other browsers",
    passkey_added: "added a passkey",
    passkey_renamed: "renamed a passkey",
    passkey_removed: "removed a passkey",
    authenticator_added: "added an authenticator app",
    authenticator_removed: "removed the authenticator app",
    recovery_codes_renewed: "made new recovery codes",
    invited: "invited {it}",
    invited_again: "invited {it} again",
    invitation_revoked: "took an invitation of {it} back",
    joined: "joined the team",
    role_changed: "changed the role of {it}",
    factors_reset: "took the second factors of {it} away",
    removed: "took {it} off the team",
  },
  api_key: { created: "made {it}", revoked: "revoked {it}", rotated: "renewed {it}" },
  webhook: {
    created: "made {it}",
    removed: "removed {it}",
    turned_on: "turned {it} on",
    turned_off: "turned {it} off",
    disabled: "turned {it} off after failures",
    replayed: "had {it} told again",
    secret_rotated: "renewed the secret of {it}",
    test_asked: "tested {it}",
  },
} as const;

type Deeds = typeof auditDeeds;

/** What happens to a broadcast of either kind. */
export type BroadcastDeed = keyof typeof ofBroadcast;

/** Past tense with its noun: `campaign.sent`. */
export type AuditAction = { [Noun in keyof Deeds]: `${Noun}.${keyof Deeds[Noun] & string}` }[keyof Deeds];

/** What actions are done to, each with its words: "the campaign", and as a filter "Campaigns". */
export const auditSubjects = {
  campaign: { the: "the campaign", many: "Campaigns" },
  alert: { the: "the text alert", many: "Text alerts" },
  thread: { the: "the conversation", many: "Conversations" },
  saved_reply: { the: "the saved reply", many: "Saved replies" },
  inbound_mail: { the: "a mail that came in", many: "Mail that came in" },
  delivery: { the: "a message", many: "Single messages" },
  customer: { the: "the customer", many: "Customers" },
  family: { the: "the family", many: "Families" },
  pet: { the: "the pet", many: "Pets" },
  application: { the: "an application", many: "Applications" },
  registration: { the: "a registration", many: "Registrations" },
  transaction: { the: "a transaction", many: "Transactions" },
  appointment: { the: "the appointment", many: "Appointments" },
  pass: { the: "the pass", many: "Passes" },
  import: { the: "the import", many: "Imports" },
  picture: { the: "a picture", many: "Pictures" },
  suppression: { the: "the blocked address", many: "Blocked addresses" },
  organisation: { the: "the organisation", many: "Settings and exports of lists" },
  staff: { the: "the staff member", many: "Staff" },
  invitation: { the: "the invitation", many: "Invitations" },
  api_key: { the: "the API key", many: "API keys" },
  webhook: { the: "the webhook", many: "Webhooks" },
} as const satisfies Record<string, { the: string; many: string }>;

export type AuditSubject = keyof typeof auditSubjects;

/** Every kind of subject, in the order of the filter. */
export const auditSubjectKinds = Object.keys(auditSubjects).filter(isAuditSubject);

/** Whether a word from outside (a URL, an old row) is a kind of subject. */
export function isAuditSubject(word: string): word is AuditSubject {
  return Object.hasOwn(auditSubjects, word);
}

/**
 * What was done, in words: "paused the campaign". An action of a former version, which no list has any more, keeps its name.
 * @param it what stands for the subject; its kind's words where left out
 */
export function wordsOfDeed(action: string, subjectKind: string, it?: string): string {
  const [noun = "", verb = ""] = action.split(".");
  const deeds: Readonly<Record<string, Readonly<Record<string, string>>>> = auditDeeds;
  const words = (Object.hasOwn(deeds, noun) ? deeds[noun]?.[verb] : undefined) ?? verb.replaceAll("_", " ");
  const subject = isAuditSubject(subjectKind) ? auditSubjects[subjectKind].the : "it";
  return words.replace("{it}", it ?? subject);
}
