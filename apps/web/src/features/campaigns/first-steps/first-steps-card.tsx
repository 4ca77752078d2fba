"use client";

import type { StepsToTake } from "@packpost/core/first-steps/read-first-steps";
import { IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { LinkButton } from "#web/components/form/link-button.tsx";
import { notifications } from "#web/components/page/announce.ts";
import { shownErrorOf } from "#web/components/page/shown-error.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { NewCampaignButton } from "../list/new-campaign-button.tsx";
import { FirstStep } from "./first-step.tsx";
import classes from "./first-steps.module.css";
import { campaignWords, peopleWords, senderWords, textingWords } from "./step-words.ts";

/** The announcement that they are put away, which can undo it. */
const PUT_AWAY = "first-steps-put-away";

/** The steps themselves: each leads to where it is done. They can be put away, and had back at once. */
export function FirstStepsCard({ steps }: { steps: StepsToTake }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const onSettled = () => queryClient.invalidateQueries(trpc.settings.firstSteps.queryFilter());
  const onError = (error: unknown) => {
    const { message, nextStep } = shownErrorOf(error);
    notifications.show({ color: "red", message: `${message} ${nextStep ?? ""}` });
  };
  const putBack = useMutation(
    trpc.settings.putFirstStepsAway.mutationOptions({
      ...{ onSettled, onError },
      onSuccess: () => notifications.hide(PUT_AWAY),
    }),
  );
  const putAway = useMutation(
    trpc.settings.putFirstStepsAway.mutationOptions({
      ...{ onSettled, onError },
      onSuccess: () =>
        notifications.show({
          ...{ id: PUT_AWAY, title: "The first steps are put away", autoClose: 15_000 },
          message: (
            <>
              For everybody who works here. They come back in Settings › General.{" "}
              <Button size="compact-sm" variant="subtle" onClick={() => putBack.mutate({ away: false })}>
                Undo
              </Button>
            </>
          ),
        }),
    }),
  );
  const next = nextOf(steps);
  // Where there are campaigns, the page's first button is above them.
  const nextLook = steps.campaign === "none" ? "filled" : "light";
  const lookOf = (step: number) => (next === step ? nextLook : "default");
  return (
    <section className={classes.card} aria-labelledby="first-steps-title">
      <div className={classes.head}>
        <h2 id="first-steps-title">Your first campaign, in three steps</h2>
        <Button
          variant="subtle"
          leftSection={<IconX size={16} stroke={1.8} aria-hidden />}
          loading={putAway.isPending}
          onClick={() => putAway.mutate({ away: true })}
        >
          Put away
        </Button>
      </div>
      <ol className={classes.steps}>
        <FirstStep
          number={1}
          isDone={steps.sender.isDone}
          title="Show that mail is yours"
          isNext={next === 1}
        >
          {senderWords(steps)}
          <LinkButton
            href={`/settings/sending#${steps.sender.isMailService ? "sender" : "sender-check"}`}
            variant={lookOf(1)}
          >
            {steps.sender.isDone ? "Look at the sender’s domain" : "Set up the sender’s domain"}
          </LinkButton>
        </FirstStep>
        <FirstStep number={2} isDone={steps.hasPeople} title="Bring your customers" isNext={next === 2}>
          {peopleWords(steps)}
          <LinkButton href="/customers/imports" variant={lookOf(2)}>
            {steps.hasPeople ? "Import more" : "Import customers"}
          </LinkButton>
        </FirstStep>
        <FirstStep number={3} isDone={false} title="Send the first campaign" isNext={next === 3}>
          {campaignWords(steps)}
          {!steps.hasPasses && (
            <LinkButton href="/customers/passes" variant="default">
              Add a pass
            </LinkButton>
          )}
          {!steps.hasPostalAddress && (
            <LinkButton href="/settings/general#organisation" variant="default">
              Add the postal address
            </LinkButton>
          )}
          {steps.campaign === "none" && <NewCampaignButton {...(next !== 3 && { variant: "default" })} />}
        </FirstStep>
      </ol>
      <div className={classes.texting} data-tone={steps.texting === "ready" ? "good" : undefined}>
        <p>{textingWords[steps.texting].words}</p>
        <LinkButton href="/settings/texting#texting" variant="subtle">
          {textingWords[steps.texting].link}
        </LinkButton>
      </div>
    </section>
  );
}

/** The step that is to be taken now. In the sandbox mail goes without a proof of the domain, but from no mail service's. */
function nextOf({ sender, hasPeople, realMail }: StepsToTake): 1 | 2 | 3 {
  if (!sender.isDone && (realMail || sender.isMailService)) return 1;
  return hasPeople ? 3 : 2;
}
