import type { PassIds } from "./registration-rows.ts";

export type PastCampaign = {
  readonly name: string;
  readonly pass: keyof PassIds;
  readonly subject: string;
  readonly preheader: string;
  readonly bodyMarkdown: string;
  readonly daysAgo: number;
  /** The share that went out before somebody cancelled the rest; 1 = all. */
  readonly sentShare: number;
  /** Whether today's bounces, complaints and unsubscribes came before, from, or after this campaign. */
  readonly consequences: "before" | "from" | "after";
  readonly links: readonly [string, ...string[]];
};

export const pastCampaigns: readonly PastCampaign[] = [
  {
    name: "Agility field reopens",
    pass: "agility",
    subject: "{{first_name|Hello}}, the agility field is open again",
    preheader: "New tunnels, softer ground",
    bodyMarkdown: `Hi {{first_name|there}},

the **agility field** has new tunnels and softer ground. {{pet_names|Your dog}} can try them from Monday.

- Weekdays 8 to 18
- Saturdays are for beginners

[Book a slot](https://riverside.example/agility)

[House rules](https://riverside.example/rules)`,
    daysAgo: 97,
    sentShare: 1,
    consequences: "after",
    links: ["https://riverside.example/agility", "https://riverside.example/rules"],
  },
  {
    name: "Autumn trail clean-up",
    pass: "offLeash",
    subject: "Lend a paw: trail clean-up on Sunday",
    preheader: "Gloves, bags and soup are on us",
    bodyMarkdown: `Hi {{first_name|there}},

on Sunday we clear the **river trail** before winter. Bring {{pet_names|your dog}}; gloves, bags and soup are on us.

[Where we meet](https://riverside.example/map)

[Put your name down](https://riverside.example/cleanup)`,
    daysAgo: 40,
    sentShare: 1,
    consequences: "from",
    links: ["https://riverside.example/map", "https://riverside.example/cleanup"],
  },
  {
    name: "Fireworks night: quiet hour",
    pass: "offLeash",
    subject: "A quiet hour for {{pet_names|your dog}} before the fireworks",
    preheader: "Gates close at 17:00",
    bodyMarkdown: `Hi {{first_name|there}},

the town's fireworks begin at 18:00. Our gates close at **17:00**, with a quiet hour in the lower meadow before.

[See the map](https://riverside.example/map)`,
    daysAgo: 17,
    sentShare: 0.55,
    consequences: "before",
    links: ["https://riverside.example/map"],
  },
];

/** Nobody's finished work: what the list shows as a draft. */
export const draftCampaign = {
  name: "Holiday hours",
  pass: "offLeash",
  subject: "{{first_name|Hello}}, our hours over the holidays",
  preheader: "Closed on the 25th",
  bodyMarkdown: `Hi {{first_name|there}},

over the holidays the gates open at **9:00**. On the 25th we stay closed.

[All hours](https://riverside.example/hours)`,
} as const;
