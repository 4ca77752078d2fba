"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import type { PanelPerson, PanelVisit } from "@packpost/core/conversation/get-family-panel";
import type { CustomerPage as Customer } from "@packpost/core/customer/page/get-customer";
import { IconDeviceMobile, IconMail, IconPaw } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import Link from "next/link";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { EditDialog } from "../edit/edit-dialog.tsx";
import { FamilyReachCard } from "../reach/family-reach-card.tsx";
import classes from "./overview.module.css";
import { ReachCard } from "./reach-card.tsx";

/** How a customer can be reached, their family, pets and visits (V6). */
export function Overview({ customerId, role }: { customerId: string; role: Role }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.customer.get.queryOptions({ customerId }));
  return (
    <PageBody>
      <div className={classes.cards}>
        <ReachCard customer={data} canEdit={can(role, "customer.edit")} />
        <Card title={`The ${data.family.name} family`} padding="flush">
          <ul className={classes.list}>
            {data.people.map((person) => (
              <Person key={person.id} person={person} isOpen={person.id === customerId} />
            ))}
          </ul>
        </Card>
        <FamilyReachCard customerId={customerId} canEdit={can(role, "customer.edit")} />
        <Card title="Pets" padding="flush">
          <Pets pets={data.pets} />
        </Card>
        <Card title="Visits" padding="flush">
          <Visits today={data.today} next={data.next} />
        </Card>
      </div>
      {can(role, "customer.edit") && <EditDialog customer={data} />}
    </PageBody>
  );
}

function Person({ person, isOpen }: { person: PanelPerson; isOpen: boolean }) {
  const { id, name, contact, email, phone, emailReasons, texts } = person;
  return (
    <li className={classes.item}>
      <span className={classes.name}>
        {isOpen ? <b>{name}</b> : <Link href={`/customers/${id}`}>{name}</Link>}{" "}
        <span className={classes.dim}>
          {contact} contact{isOpen && " · this page"}
        </span>
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
