"use client";

import type { PanelPerson, PanelVisit } from "@packpost/core/conversation/get-family-panel";
import type { CustomerPage as Customer } from "@packpost/core/customer/page/get-customer";
import { IconDeviceMobile, IconMail, IconMessageCircle, IconPaw } from "@tabler/icons-react";
import { useMutation, useSuspenseQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { Button } from "#web/components/form/button.tsx";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { PageHeader } from "#web/components/page/page-header.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./customer.module.css";

interface CustomerPageProps {
  customerId: string;
  /** Of the messages tab: the thread opens there; else below this page. */
  hasTab: boolean;
}

/** Who a customer is, their family and pets, today's visit, and the way to write to them (V6). */
export function CustomerPage({ customerId, hasTab }: CustomerPageProps) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.customer.get.queryOptions({ customerId }));
  const router = useRouter();
  const open = useMutation(
    trpc.conversation.open.mutationOptions({
      onSuccess: (threadId) =>
        router.push(hasTab ? `/messages/${threadId}` : `/customers/${customerId}/messages`),
    }),
  );
  const message = () => open.mutate({ familyId: data.family.id });
  return (
    <>
      <PageHeader
        breadcrumb={{ label: "Schedule", href: "/schedule" }}
        title={data.name}
        facts={`${data.family.name} family · customer ${data.number}`}
        actions={
          <Button
            leftSection={<IconMessageCircle size={17} aria-hidden />}
            loading={open.isPending}
            onClick={message}
          >
            Message
          </Button>
        }
      />
      <PageBody>
        {open.error !== null && <ErrorNotice error={open.error} onRetry={message} />}
        <div className={classes.cards}>
          <Card title="People" padding="flush">
            <ul className={classes.list}>
              {data.people.map((person) => (
                <Person key={person.id} person={person} isOpen={person.id === customerId} />
              ))}
            </ul>
          </Card>
          <Card title="Pets" padding="flush">
            <Pets pets={data.pets} />
          </Card>
          <Card title="Visits" padding="flush">
            <Visits today={data.today} next={data.next} />
          </Card>
        </div>
      </PageBody>
    </>
  );
}

function Person({ person, isOpen }: { person: PanelPerson; isOpen: boolean }) {
  const { name, contact, email, phone, emailReasons, texts } = person;
  return (
    <li className={classes.item}>
      <span className={classes.name}>
        <b>{name}</b>{" "}
        <span className={classes.dim}>{contact === "primary" ? "first contact" : "second contact"}</span>
        {isOpen && <span className={classes.hidden}> (this page)</span>}
      </span>
      <span className={classes.way}>
        <IconMail size={16} stroke={1.7} aria-hidden />
        {email === null ? "no email address" : <a href={`mailto:${email}`}>{email}</a>}
        {email !== null && emailReasons.length > 0 && <span className={classes.dim}>gets no campaigns</span>}
      </span>
      <span className={classes.way}>
        <IconDeviceMobile size={16} stroke={1.7} aria-hidden />
        {phone === null ? "no phone number" : <a href={`tel:${phone.replaceAll(" ", "")}`}>{phone}</a>}
        {texts === "opted_out" && <span className={classes.dim}>wants no texts</span>}
        {texts === "blocked" && <span className={classes.dim}>texts are blocked</span>}
      </span>
    </li>
  );
}

function Pets({ pets }: { pets: Customer["pets"] }) {
  if (pets.length === 0) return <p className={classes.none}>No pets</p>;
  return (
    <ul className={classes.list}>
      {pets.map(({ id, name, active }) => (
        <li key={id} className={classes.item}>
          <span className={classes.way}>
            <IconPaw size={16} stroke={1.7} aria-hidden />
            <b>{name}</b>
            {!active && <span className={classes.dim}>not active</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Visits({ today, next }: Pick<Customer, "today" | "next">) {
  const zone = useOrganisationZone();
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: zone, hour: "2-digit", minute: "2-digit" });
  const day = new Intl.DateTimeFormat("en-GB", {
    ...{ timeZone: zone, weekday: "short", day: "numeric", month: "short" },
  });
  const line = (visit: PanelVisit, when: string) => (
    <li key={visit.id} className={classes.item}>
      <span className={classes.name}>
        <b>
          {when} {clock.format(new Date(visit.startsAt))} – {clock.format(new Date(visit.endsAt))}
        </b>
      </span>
      <span className={classes.dim}>
        {visit.pet}, with {visit.staff}
        {visit.status === "completed" && " · done"}
      </span>
    </li>
  );
  if (today.length === 0 && next === null) return <p className={classes.none}>No visit is planned</p>;
  return (
    <ul className={classes.list}>
      {today.map((visit) => line(visit, "Today"))}
      {next !== null && line(next, day.format(new Date(next.startsAt)))}
    </ul>
  );
}
