"use client";

import type { FoundFamily } from "@packpost/core/conversation/inbox/find-families";
import { aboutFamily } from "@packpost/core/customer/about-family";
import type { UnplacedMail } from "@packpost/core/inbound-mail/list-unplaced";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Option, OptionList } from "#web/components/choice/option-list.tsx";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { Time } from "#web/components/time/time.tsx";
import { FamilySearch } from "../joining/family-search.tsx";
import { nameWithin, threadName } from "../thread-name.ts";
import classes from "./unplaced.module.css";
import { useSettle } from "./use-settle.ts";

/** So much of it is shown before one asks for the rest, in characters. */
const shortLength = 420;

/** One mail, as plain text, and what can be done with it. */
export function UnplacedCard({ mail }: { mail: UnplacedMail }) {
  const router = useRouter();
  const [placing, place] = useState(false);
  const undo = useSettle();
  const settle = useSettle((settled) => {
    if (settled.outcome === "placed") router.push(`/messages/${settled.threadId}`);
    if (settled.outcome === "dismissed") offerUndo();
  });
  const offerUndo = () => {
    const id = `dismissed-${mail.id}`;
    const takeBack = () => {
      notifications.hide(id);
      undo.mutate({ mailId: mail.id, familyId: null, as: "unplaced" });
    };
    notifications.show({
      id,
      message: (
        <span>
          Put away: “{mail.subject || "no subject"}”.{" "}
          <button type="button" className={classes.undo} onClick={takeBack}>
            Undo
          </button>
        </span>
      ),
    });
  };
  const dismiss = () => settle.mutate({ mailId: mail.id, familyId: null });
  const openAlone = () => settle.mutate({ mailId: mail.id, familyId: null, as: "stranger" });
  return (
    <article className={classes.mail} aria-label={`From ${mail.from.address}`}>
      <header>
        <h2>{mail.subject.trim() || "No subject"}</h2>
        <p>
          {mail.from.name.trim() !== "" && <b>{mail.from.name} </b>}
          <span>{mail.from.address}</span> · <Time at={new Date(mail.receivedAt)} />
        </p>
      </header>
      <MailText text={mail.text} />
      {mail.attachments > 0 && (
        <p className={classes.why}>
          {mail.attachments === 1 ? "1 file came with it." : `${mail.attachments} files came with it.`}
        </p>
      )}
      <p className={classes.why}>
        {mail.reason === "several_families"
          ? mail.families.length === 0
            ? "Several families had this address when it came."
            : `Several families have this address: ${mail.families.map(({ name }) => name).join(", ")}.`
          : "Nobody here has this address. Anybody can write any sender into an email: its name proves nothing."}
      </p>
      {settle.error !== null && <ErrorNotice error={settle.error} />}
      <div className={classes.buttons}>
        <Button variant="subtle" onClick={dismiss} disabled={settle.isPending}>
          Put away
        </Button>
        <Button variant="default" onClick={openAlone} disabled={settle.isPending}>
          Open on its own
        </Button>
        <Button variant="light" onClick={() => place(true)} disabled={settle.isPending}>
          Join to a family
        </Button>
      </div>
      {placing && <PlaceDialog mail={mail} onClose={() => place(false)} />}
    </article>
  );
}

function MailText({ text }: { text: string }) {
  const [whole, show] = useState(false);
  const long = text.length > shortLength;
  return (
    <>
      <p className={classes.text} dir="auto">
        {text.trim() === "" ? (
          <i>It has no text.</i>
        ) : whole || !long ? (
          text
        ) : (
          `${text.slice(0, shortLength)}…`
        )}
      </p>
      {long && (
        <button
          type="button"
          className={classes.undo}
          aria-expanded={whole}
          onClick={() => show(!whole)}
          data-touch
        >
          {whole ? "Show less" : "Show more"}
        </button>
      )}
    </>
  );
}

function PlaceDialog({ mail, onClose }: { mail: UnplacedMail; onClose: () => void }) {
  const router = useRouter();
  const settle = useSettle((settled) => {
    onClose();
    if (settled.outcome === "placed") router.push(`/messages/${settled.threadId}`);
  });
  const [family, choose] = useState<Pick<FoundFamily, "id" | "name"> | null>(null);
  return (
    <Dialog opened onClose={onClose} title="Whose email is this?" width={520}>
      {family === null ? (
        <>
          {mail.families.length > 0 && (
            <div className={classes.known}>
              <OptionList label="Families with this address">
                {mail.families.map((known) => (
                  <Option
                    key={known.id}
                    name={threadName({ family: known, stranger: null })}
                    about={aboutFamily(known)}
                    onChoose={() => choose(known)}
                  />
                ))}
              </OptionList>
            </div>
          )}
          <FamilySearch onChoose={choose} />
        </>
      ) : (
        <div className={classes.sure}>
          <p>
            It will stand in the conversation of <b>{nameWithin(family.name)}</b>, marked “sender not proved”,
            and everybody of the family can read it on their own pages until you take it out again. If you are
            not sure, open it on its own first.
          </p>
          {settle.error !== null && <ErrorNotice error={settle.error} />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={() => choose(null)}>
              Another family
            </Button>
            <Button
              loading={settle.isPending}
              onClick={() => settle.mutate({ mailId: mail.id, familyId: family.id })}
            >
              Put it there
            </Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
