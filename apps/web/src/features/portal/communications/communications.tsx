"use client";

import type { ChangeCommunicationInput } from "@packpost/core/portal/change-communication";
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
  const { slug, organisation, t } = usePortal();
  const [choices, setChoices] = useState(initial);
  const [busy, setBusy] = useState<Channel | null>(null);
  const [told, setTold] = useState<{ channel: Channel; text: string; bad: boolean } | null>(null);

  const change = async (channel: Channel, subscribed: boolean, done = t("communications.saved")) => {
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
      const minutes = Math.ceil(retryAfterSeconds / 60);
      setTold({
        channel,
        text: code === "rate_limited" ? t("communications.tooMany", { minutes }) : t("communications.failed"),
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
    email === null
      ? t("communications.noAddress", { organisation })
      : t("communications.to", { address: email });
  const stopWords = stopped
    ? textsFrom === null
      ? t("communications.stoppedNoNumber", { phone: phone ?? "" })
      : t("communications.stopped", { phone: phone ?? "", number: textsFrom })
    : null;
  return (
    <>
      <p className={classes.lead}>{t("communications.lead", { organisation })}</p>
      {barrier !== null && email !== null && (
        <Barrier
          kind={barrier}
          address={email}
          busy={busy !== null}
          // Choosing what is chosen already changes nothing but that.
          onTryAgain={() => void change("notice", true, t("communications.tried"))}
        />
      )}
      <ul className={classes.list}>
        <Choice
          name={t("communications.campaign")}
          text={t("communications.campaignText")}
          to={mailTo}
          {...choice("campaign", subscribed.campaign)}
        />
        <Choice
          name={t("communications.notice")}
          text={t("communications.noticeText")}
          to={mailTo}
          {...choice("notice", subscribed.notice)}
        />
        <Choice
          name={t("communications.text")}
          text={t("communications.textText")}
          to={
            phone === null
              ? t("communications.noPhone", { organisation })
              : t("communications.to", { address: phone })
          }
          locked={stopWords}
          {...choice("text", subscribed.text)}
        />
        <Choice
          name={t("communications.account")}
          text={t("communications.accountText")}
          to={mailTo}
          always
        />
      </ul>
      {shared && <p className={classes.note}>{t("communications.shared")}</p>}
    </>
  );
}
