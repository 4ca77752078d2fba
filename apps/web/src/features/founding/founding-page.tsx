import { shownAddress } from "@packpost/core/address/shown-address";
import type { FoundingState } from "@packpost/core/founding/read-founding";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { DoorCard } from "#web/components/page/door-card.tsx";
import { FoundingForm } from "./founding-form.tsx";

interface FoundingPageProps {
  /** The token of the page's own address. */
  link: string;
  state: FoundingState;
  signedInAs: string | null;
}

/** Why a link does not work, and what to do: never a dead end. */
const endedWords = {
  used: {
    title: "This link has been used",
    words:
      "An organisation was set up with it, and each link works once. If it was yours, sign in with the address and password that were chosen then.",
  },
  taken: {
    title: "This Packpost is set up already",
    words:
      "It has an organisation. Sign in if you work there; if not, one of its owners or admins can invite you.",
  },
  expired: {
    title: "This link has expired",
    words:
      "It worked for 24 hours. Whoever runs this Packpost gets a new one by starting it again, or by “npm run organisation -- link”.",
  },
  unknown: {
    title: "This link leads nowhere",
    words:
      "Open it once more, whole, and the newest one: each start prints another and ends those before it, and whoever runs this Packpost can end one by hand. “npm run organisation -- link” prints a new one.",
  },
} as const;

/** Sets up an organisation with its owner, by a link that whoever runs the installation was shown (O1). */
export function FoundingPage({ link, state, signedInAs }: FoundingPageProps) {
  if (state !== "open") {
    const { title, words } = endedWords[state];
    return (
      <DoorCard title={title} sub={words}>
        <LinkButton href="/sign-in" variant="default" fullWidth>
          {signedInAs === null ? "Sign in" : "Open Packpost"}
        </LinkButton>
      </DoorCard>
    );
  }
  return (
    <DoorCard
      title="Set up your organisation"
      sub={
        signedInAs === null ? (
          "You will be its owner. Everything but the sign-in address can be changed later."
        ) : (
          <>
            You are signed in as <b>{shownAddress(signedInAs)}</b> and will be its owner.
          </>
        )
      }
      foot="This link works once. Keep it to yourself until then."
    >
      <FoundingForm link={link} isSignedIn={signedInAs !== null} />
    </DoorCard>
  );
}
