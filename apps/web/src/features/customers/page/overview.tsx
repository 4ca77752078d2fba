"use client";

import { can, type Role } from "@packpost/core/access/permissions";
import type { PanelVisit } from "@packpost/core/conversation/get-family-panel";
import type { CustomerPage as Customer } from "@packpost/core/customer/page/get-customer";
import { IconPaw } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Card, PageBody } from "#web/components/page/card.tsx";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { EditDialogs } from "../edit/edit-dialogs.tsx";
import { DataCard } from "../erase/data-card.tsx";
import { MergeCard } from "../merge/merge-card.tsx";
import { FamilyReachCard } from "../reach/family-reach-card.tsx";
import { FamilyCard } from "./family-card.tsx";
import classes from "./overview.module.css";
import { PassesCard } from "./passes-card.tsx";
import { PetsCard } from "./pets-card.tsx";
import { ReachCard } from "./reach-card.tsx";
import { TransactionsCard } from "./transactions-card.tsx";

/** How a customer can be reached, their family, pets, what they hold and did, and visits (V6). */
export function Overview({ customerId, role }: { customerId: string; role: Role }) {
  const trpc = useTRPC();
  const { data } = useSuspenseQuery(trpc.customer.get.queryOptions({ customerId }));
  const canEdit = can(role, "customer.edit");
  return (
    <PageBody>
      <div className={classes.cards}>
        <div className={classes.column}>
          <ReachCard customer={data} canEdit={canEdit} />
          {can(role, "customer.read") && <Holdings customer={data} canEdit={canEdit} />}
        </div>
        <div className={classes.column}>
          <FamilyCard customer={data} canEdit={canEdit} />
          {can(role, "customer.read") ? (
            <FilePets customer={data} canEdit={canEdit} />
          ) : (
            <Card title="Pets" padding="flush">
              <Pets pets={data.pets} />
            </Card>
          )}
          {/* Of one person alone the first card says it all. */}
          {data.people.length > 1 && <FamilyReachCard customerId={customerId} canEdit={canEdit} />}
          <Card title="Visits" padding="flush">
            <Visits today={data.today} next={data.next} />
          </Card>
          {canEdit && <MergeCard customer={data} />}
          <DataCard customer={data} role={role} />
        </div>
      </div>
    </PageBody>
  );
}

/** What staff keep of a customer, and the forms for it. */
function Holdings({ customer, canEdit }: { customer: Customer; canEdit: boolean }) {
  const trpc = useTRPC();
  const { data: file } = useSuspenseQuery(trpc.customer.file.queryOptions({ customerId: customer.id }));
  return (
    <>
      <PassesCard customer={customer} file={file} canEdit={canEdit} />
      <TransactionsCard customer={customer} canEdit={canEdit} />
      {canEdit && <EditDialogs customer={customer} file={file} />}
    </>
  );
}

function FilePets({ customer, canEdit }: { customer: Customer; canEdit: boolean }) {
  const trpc = useTRPC();
  const { data: file } = useSuspenseQuery(trpc.customer.file.queryOptions({ customerId: customer.id }));
  return <PetsCard pets={file.pets} canEdit={canEdit} />;
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
