import { shownAddress } from "@packpost/core/address/shown-address";
import type { InvitationView } from "@packpost/core/staff/invitation/read-invitation";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { DoorCard } from "#web/components/page/door-card.tsx";
import { AcceptInvitation } from "./accept-invitation.tsx";
import { endedWords } from "./ended-words.ts";
import classes from "./invitation.module.css";
import { JoinForm } from "./join-form.tsx";
import { SignOutFirst } from "./sign-out-first.tsx";

interface InvitationPageProps {
  /** The token of the page's own address. */
  link: string;
  view: InvitationView;
  signedInAs: string | null;
}

/** What an invitation's link shows: who asks whom to join what, and the one way on; or why there is none, and whom to ask (T64). */
export function InvitationPage({ link, view, signedInAs }: InvitationPageProps) {
  if (view.state !== "open") {
    const { title, words } = endedWords(view);
    return (
      <DoorCard title={title} sub={words} foot={view.state === "unknown" ? undefined : <Contact {...view} />}>
        <LinkButton href="/sign-in" variant="default" fullWidth>
          {signedInAs === null ? "Sign in" : "Open Packpost"}
        </LinkButton>
      </DoorCard>
    );
  }
  const { organisationName, inviter, role, address, name, how } = view;
  return (
    <DoorCard
      title={`Join ${organisationName}`}
      sub={
        <>
          {inviter} invites <b>{address}</b> to the team on Packpost, as {role}.
        </>
      }
      foot={<Contact {...view} />}
    >
      {how === "new_account" && <JoinForm link={link} name={name} />}
      {how === "sign_in" && (
        <div className={classes.choice}>
          <p className={classes.words}>There is an account with this address already. Sign in to join.</p>
          <LinkButton href={`/sign-in?next=${encodeURIComponent(`/invitation/${link}`)}`} size="md" fullWidth>
            Sign in to join
          </LinkButton>
          <p className={classes.words}>
            <a href="/password">I have forgotten the password</a>
          </p>
        </div>
      )}
      {how === "at_once" && <AcceptInvitation link={link} organisationName={organisationName} />}
      {how === "wrong_account" && (
        <SignOutFirst link={link} address={address} signedInAs={shownAddress(signedInAs ?? "")} />
      )}
    </DoorCard>
  );
}

/** Where a question goes. */
function Contact({
  inviter,
  organisationName,
  organisationEmail,
}: Extract<InvitationView, { state: "open" }> | Exclude<InvitationView, { state: "open" | "unknown" }>) {
  if (organisationEmail === null) return `Questions? Ask ${inviter} at ${organisationName}.`;
  return (
    <>
      Questions? Write to <a href={`mailto:${organisationEmail}`}>{organisationEmail}</a>
    </>
  );
}
