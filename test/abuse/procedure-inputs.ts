const someId = "019aaaaa-0000-7000-8000-000000000000";

/**
 * An input of every procedure that could be an honest one, by the procedure's path; undefined where it takes none. Garbage
 * is put into each of its fields in turn.
 */
export function procedureInputs({
  campaignId,
  passId,
}: {
  campaignId: string;
  passId: string;
}): Record<string, unknown> {
  const one = { campaignId };
  const page = { search: "ana", cursor: null, pageSize: 50 };
  const list = { campaignId, list: "add" };
  const confirmed = { campaignId, version: 1, confirmedCount: 1, reviewId: someId };
  const written = { threadId: someId, entryId: someId };
  const visit = { staffMemberId: someId, date: "2026-11-30", time: "10:00", minutes: 45, anyway: false };
  const time = { date: "2027-01-05", time: "10:00" };
  return {
    "account.me": undefined,
    "account.sending": undefined,
    "account.changePassword": { current: "not it", wanted: "three brown dogs and a cat" },
    "audience.count": { campaignId, passId },
    "audience.countMissing": { campaignId, passId, fields: ["first_name"] },
    "audience.list": { campaignId, passId, filter: { kind: "reason", reason: "unsubscribed" }, ...page },
    "campaign.list": { statuses: ["draft"], archived: false, sort: "date", order: "desc", ...page },
    "campaign.get": one,
    "campaign.create": { name: "Spring" },
    "campaign.edit": {
      campaignId,
      version: 1,
      changes: { name: "Spring", passId, subject: "We open", preheader: "Soon", bodyMarkdown: "Hello" },
    },
    "campaign.chooseCopy": { campaignId, copyTo: "nobody" },
    "campaign.preview": {
      ...{ campaignId, passId, customerId: null },
      ...{ subject: "We open", preheader: "Soon", bodyMarkdown: "Hello" },
    },
    "campaign.progress": one,
    "live.watch": { viewer: someId, topics: [{ kind: "campaign", id: campaignId }] },
    "campaign.recipients": {
      campaignId,
      filter: "all",
      reason: null,
      link: null,
      until: null,
      sort: "status",
      order: "desc",
      ...page,
    },
    "campaign.skipReasons": one,
    "campaign.recipient": { campaignId, recipientId: someId },
    "campaign.sentMail": { campaignId, recipientId: someId },
    "campaign.links": one,
    "campaign.check": one,
    "campaign.chart": { campaignId, range: "day" },
    "campaign.history": one,
    "campaign.entries.list": { ...list, show: "all", cursor: null, pageSize: 50 },
    "campaign.entries.suggest": { search: "ana" },
    "campaign.entries.enter": { ...list, text: "ana@mail.example" },
    "campaign.entries.correct": { campaignId, entryId: someId, text: "ana@mail.example" },
    "campaign.entries.remove": { ...list, which: { kind: "one", entryId: someId } },
    "campaign.entries.undo": { ...list, changeId: someId },
    "campaign.sending.review": one,
    "campaign.sending.send": confirmed,
    "campaign.sending.time": time,
    "campaign.sending.schedule": { ...confirmed, ...time, choice: "later" },
    "campaign.sending.reschedule": { campaignId, ...time, confirmedCount: 1, choice: "first" },
    "campaign.sending.undo": one,
    "campaign.sending.pause": one,
    "campaign.sending.resume": one,
    "campaign.sending.cancel": one,
    "campaign.sending.unconfirmed": { campaignId, decision: "leave" },
    "campaign.related.list": one,
    "campaign.related.duplicate": one,
    "campaign.related.resend": one,
    "campaign.related.archive": { campaignId, archived: true },
    "campaign.related.archiveMany": { which: { kind: "ids", ids: [campaignId] }, archived: true },
    "conversation.list": { filter: "active", cursor: null, pageSize: 50 },
    "conversation.unread": undefined,
    "conversation.findFamilies": { term: "okafor" },
    "conversation.open": { familyId: someId },
    "conversation.read": { threadId: someId, before: 5, pageSize: 50 },
    "conversation.post": {
      ...written,
      body: "Hello",
      seenNumber: 1,
      draftVersion: 1,
      text: { customerId: someId },
    },
    "conversation.textRoutes": { threadId: someId },
    "conversation.retryText": { deliveryId: someId },
    "conversation.addNote": { ...written, body: "Careful", mentions: [someId], draftVersion: 1 },
    "conversation.saveDraft": { threadId: someId, kind: "reply", body: "Hel", version: 1 },
    "conversation.markRead": { threadId: someId, number: 1 },
    "conversation.markUnread": { threadId: someId, number: 1 },
    "conversation.close": { ...written, seenNumber: 1 },
    "conversation.assign": { ...written, staffMemberId: someId },
    "conversation.panel": { threadId: someId },
    "conversation.colleagues": undefined,
    "conversation.savedReplies": undefined,
    "conversation.saveReply": { savedReplyId: someId, name: "Where we are", body: "By the river." },
    "conversation.deleteSavedReply": { savedReplyId: someId },
    "customer.get": { customerId: someId },
    "delivery.sendPreview": { campaignId, version: 1, to: "ana@mail.example", customerId: null },
    "delivery.again": { deliveryId: someId },
    "delivery.ofCampaign": one,
    "schedule.list": { staffMemberId: null, from: "2026-11-29", days: 7 },
    "schedule.findPets": { term: "biscuit" },
    "schedule.create": { ...visit, appointmentId: someId, petId: someId },
    "schedule.move": { ...visit, appointmentId: someId, seenStart: new Date("2026-11-29T10:00:00Z") },
    "schedule.cancel": { appointmentId: someId },
    "schedule.restore": { appointmentId: someId },
    "settings.get": undefined,
    "settings.edit": {
      section: "organisation",
      values: {
        ...{ name: "Riverside", zone: "Europe/Berlin", postalAddress: "14 Meadow Lane" },
        ...{ supportEmail: "help@mail.example", brandColor: "#1F5C4D", mailLanguage: "en" },
      },
      seen: { name: "somebody else's" },
    },
    "settings.sender": undefined,
    "settings.checkSender": undefined,
    "settings.webhook": undefined,
    "settings.changeWebhookSecret": undefined,
    "settings.endPreviousWebhookSecret": undefined,
    "settings.stopSending": undefined,
    "settings.allowSending": undefined,
    "suppression.list": { reason: null, ...page },
    "suppression.sync": undefined,
    "suppression.add": { value: "ana@mail.example", confirmedDomain: null },
    "suppression.lift": { suppressionId: someId },
    "suppression.liftMany": { which: { kind: "matching", reason: "by_hand", search: "" } },
    "suppression.blockAgain": { suppressionIds: [someId] },
  };
}
