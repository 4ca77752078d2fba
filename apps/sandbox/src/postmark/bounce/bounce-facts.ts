import type { EventKind } from "../../outcomes/plan-events.ts";

export interface BounceFacts {
  Type: string;
  TypeCode: number;
  Name: string;
  Description: string;
  Details: string;
  /** Whether Postmark stops sending to the address. */
  Inactive: boolean;
}

const FACTS: Partial<Record<EventKind, BounceFacts>> = {
  "hard-bounce": {
    Type: "HardBounce",
    TypeCode: 1,
    Name: "Hard bounce",
    Description: "The server was unable to deliver your message (ex: unknown user, mailbox not found).",
    Details: "smtp;550 5.1.1 The email account that you tried to reach does not exist.",
    Inactive: true,
  },
  "soft-bounce": {
    Type: "SoftBounce",
    TypeCode: 4096,
    Name: "Soft bounce",
    Description:
      "Unable to temporarily deliver message (i.e. mailbox full, account disabled, exceeds quota, out of disk space).",
    Details: "smtp;452 4.2.2 The recipient's mailbox is over quota.",
    Inactive: false,
  },
  "transient-bounce": {
    Type: "Transient",
    TypeCode: 2,
    Name: "Message delayed",
    Description:
      "The server could not temporarily deliver your message (ex: Message is delayed due to network troubles).",
    Details: "smtp;451 4.7.1 Greylisted, please try again later.",
    Inactive: false,
  },
  "blocked-bounce": {
    Type: "Blocked",
    TypeCode: 100006,
    Name: "ISP block",
    Description: "Blocked from this ISP due to content or blacklisting.",
    Details: "smtp;550 5.7.1 Message rejected by local policy.",
    Inactive: false,
  },
  "content-bounce": {
    Type: "SpamNotification",
    TypeCode: 512,
    Name: "Spam notification",
    Description:
      "The message was delivered, but was either blocked by the user, or classified as spam, bulk mail, or had rejected content.",
    Details: "smtp;550 5.7.1 Our system has detected that this message is likely unsolicited mail.",
    Inactive: false,
  },
  "auto-reply": {
    Type: "AutoResponder",
    TypeCode: 64,
    Name: "Auto responder",
    Description:
      "Automatic email responder (ex: 'Out of Office' or 'On Vacation'). Message was delivered to the recipient.",
    Details: "I am out of the office until Monday.",
    Inactive: false,
  },
  complaint: {
    Type: "SpamComplaint",
    TypeCode: 100001,
    Name: "Spam complaint",
    Description: "The subscriber explicitly marked this message as spam.",
    Details: "",
    Inactive: true,
  },
};

/** How Postmark describes a bounce, or undefined for what is none. */
export function bounceFacts(kind: EventKind): BounceFacts | undefined {
  return FACTS[kind];
}
