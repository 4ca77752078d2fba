"use client";

import type { ChangeCommunicationInput } from "@packpost/core/portal/change-communication";
import { fillWords } from "@packpost/core/portal/fill-words";
import type { Communications as Choices } from "@packpost/core/portal/read-communications";
import { useState } from "react";
import { portalClient, refusalOf } from "../frame/portal-client.ts";
import { usePortal } from "../frame/portal-provider.tsx";
import { Barrier } from "./barrier.tsx";
import { Choice } from "./choice.tsx";
import classes from "./communications.module.css";

type Channel = ChangeCommunicationInput["channel"];

/** What one is sent, each on or off (P6): a press holds at once and can be taken back; what stands in the way is said. */
export function Communications({ initial }: { initial: Choices }) {
  const { slug, organisation, words: all } = usePortal();
  const words = all.communications;
  const [choices, setChoices] = useState(initial);
  const [busy, setBusy] = useState<Channel | null>(null);
  const [told, setTold] = useState<{ channel: Channel; text: string; bad: boolean } | null>(null);

  const change = async (channel: Channel, subscribed: boolean, done = words.saved) => {
    if (busy !== null) return;
    const before = choices;
    setBusy(channel);
    setTold(null);
    setChoices({ ...before, subscribed: { ...before.subscribed, [channel]: subscribed } });
    try {
      const client = portalClient(slug);
      await client.communications.change.mutate({ channel, subscribed });
      // It is changed, whether or not the answer to this comes.
      const read = await client.communications.read.query().catch(() => null);
      if (read !== null) setChoices(read);
      setTold({ channel, text: done, bad: false });
    } catch (thrown) {
      const { code, retryAfterSeconds } = refusalOf(thrown);
      setChoices(before);
      const minutes = String(Math.ceil(retryAfterSeconds / 60));
      setTold({
        channel,
        text: code === "rate_limited" ? fillWords(words.tooMany, { minutes }) : words.failed,
        bad: true,
      });
    }
    setBusy(null);
  };
  const { email, phone, subscribed, barrier, shared, stopped, textsFrom } = choices;
  const choice = (channel: Channel, on: boolean) => ({
    on,
    busy: busy === channel,
    told: told?.channel === channel ? told : null,
    onChange: (wanted: boolean) => void change(channel, wanted),
  });
  const mailTo =
    email === null ? fillWords(words.noAddress, { organisation }) : fillWords(words.to, { address: email });
  const stopWords = stopped
    ? fillWords(textsFrom === null ? words.stoppedNoNumber : words.stopped, {
        phone: phone ?? "",
        number: textsFrom ?? "",
      })
    : null;
  return (
    <>
      <p className={classes.lead}>{fillWords(words.lead, { organisation })}</p>
      {barrier !== null && email !== null && (
        <Barrier
          kind={barrier}
          address={email}
          busy={busy !== null}
          // Choosing what is chosen already changes nothing but that.
          onTryAgain={() => void change("notice", true, words.tried)}
        />
      )}
      <ul className={classes.list}>
        <Choice
          name={words.campaign}
          text={words.campaignText}
          to={mailTo}
          {...choice("campaign", subscribed.campaign)}
        />
        <Choice
          name={words.notice}
          text={words.noticeText}
          to={mailTo}
          {...choice("notice", subscribed.notice)}
        />
        <Choice
          name={words.text}
          text={words.textText}
          to={
            phone === null
              ? fillWords(words.noPhone, { organisation })
              : fillWords(words.to, { address: phone })
          }
          locked={stopWords}
          {...choice("text", subscribed.text)}
        />
        <Choice name={words.account} text={words.accountText} to={mailTo} always />
      </ul>
      {shared && <p className={classes.note}>{words.shared}</p>}
    </>
  );
}
