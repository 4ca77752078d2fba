/** Who says it: the family's first or second person, or a colleague by their place among the staff. */
export type Line = readonly [
  who: "first" | "second" | "dana" | "jonah" | "tomasz",
  minutesAgo: number,
  body: string,
  via?: "portal" | "text" | "email",
];

export interface Dialogue {
  /** The family's name, if it is to be a certain one. */
  readonly family?: string;
  readonly closed?: boolean;
  /** Dana has not read its last so many messages. */
  readonly unread?: number;
  readonly note?: string;
  /** Something of Dana's that goes out on a later morning, or (held) waits for her, since the last message came first. */
  readonly later?: { readonly body: string } & ({ readonly inDays: number } | { readonly held: true });
  readonly lines: readonly Line[];
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** What families and staff of Riverside wrote to each other, newest first. */
export const dialogues: readonly Dialogue[] = [
  {
    family: "Okafor",
    unread: 1,
    lines: [
      ["jonah", 9 * DAY, "Biscuit had a great first day off the leash. She made three friends."],
      ["first", 9 * DAY - 12, "So good to hear! Thank you for the photo by the way."],
      ["first", 75, "Hi! Is Biscuit’s visit still on for today?", "text"],
      ["jonah", 70, "Yes, today with me. The river entrance has parking."],
      ["first", 14, "We are running ten minutes late, is that OK? Pepper found a puddle.", "text"],
    ],
  },
  {
    unread: 2,
    lines: [
      ["first", 41, "The gate code does not work for me any more.", "portal"],
      ["first", 38, "Thank you so much for looking into it!!", "portal"],
    ],
  },
  {
    later: {
      inDays: 2,
      body: "Good morning! See you at four with Tomasz. The river entrance is closed, take the east gate.",
    },
    lines: [
      ["first", 2 * HOUR, "Can we move Thursday to the afternoon?", "email"],
      ["dana", HOUR + 50, "Of course. Four o’clock with Tomasz?"],
      ["first", HOUR + 20, "Perfect, see you at four.", "email"],
      ["dana", HOUR + 10, "See you at four, bring his leash please."],
    ],
  },
  {
    note: "Nervous around large dogs: put them on the small field.",
    lines: [
      ["tomasz", 3 * HOUR, "The vaccination record from the clinic has come, all is complete now."],
      ["second", 3 * HOUR - 6, "That was quick, thanks Tomasz!", "text"],
    ],
  },
  {
    lines: [["dana", DAY + 2 * HOUR, "All set for tomorrow morning. The east gate opens at seven."]],
  },
  {
    later: {
      held: true,
      body: "We keep the blue harness at the desk until Friday. Shall we post it to you?",
    },
    lines: [
      ["first", DAY + 5 * HOUR, "Do you have a lost-and-found? We miss a blue harness.", "portal"],
      ["jonah", DAY + 4 * HOUR, "We do, and it is here! Ask at the desk."],
      ["first", DAY + 4 * HOUR - 20, "Lifesavers. Coming by tonight.", "portal"],
      ["second", DAY + 3 * HOUR, "Got it, thank you 🐾", "portal"],
    ],
  },
  {
    unread: 1,
    lines: [
      [
        "first",
        DAY + 9 * HOUR,
        "Is the agility field free on Sunday morning? We would bring two beginners who have never seen a tunnel.",
        "email",
      ],
    ],
  },
  {
    closed: true,
    lines: [
      ["first", 3 * DAY, "How do I renew the puppy hour pass?", "portal"],
      ["tomasz", 3 * DAY - 30, "I have renewed it for you, it is valid until next November."],
      ["first", 3 * DAY - 45, "Perfect", "portal"],
    ],
  },
  {
    closed: true,
    lines: [
      ["dana", 4 * DAY, "The form is in your email, please sign it before Saturday."],
      ["first", 4 * DAY - 200, "Done.", "email"],
    ],
  },
  {
    lines: [
      ["first", 5 * DAY, "Thank you for taking such good care of him while we moved.", "text"],
      ["dana", 5 * DAY - 15, "It was a pleasure. He may come back any time!"],
    ],
  },
  {
    closed: true,
    lines: [
      ["second", 8 * DAY, "She limps a little since yesterday, did anything happen?", "text"],
      [
        "jonah",
        8 * DAY - 8,
        "Nothing that we saw, but she played hard with a shepherd. I will watch her tomorrow.",
      ],
      ["second", 8 * DAY - 10, "Thanks Jonah", "text"],
      ["jonah", 7 * DAY, "She runs as ever today."],
    ],
  },
  {
    closed: true,
    lines: [["dana", 12 * DAY, "Welcome to Riverside! Write here whenever something is unclear."]],
  },
];

export const savedReplies: readonly (readonly [name: string, body: string])[] = [
  ["On my way", "Thanks for letting us know, we are on our way."],
  ["Parking", "The river entrance has parking; the east gate is for people on foot."],
  ["Renew a pass", "Passes are renewed at the desk or by answering here. It takes a minute."],
];
