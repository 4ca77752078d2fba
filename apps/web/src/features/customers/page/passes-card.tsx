"use client";

import type { CustomerFile, FilePet } from "@packpost/core/customer/file/get-file";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import { IconPaw, IconPencil } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ToneBadge } from "#web/components/status/status-badge.tsx";
import { formatDay } from "../edit/last-days.ts";
import { useDecide } from "../edit/use-decide.ts";
import { useEdited } from "../edit/use-edited.ts";
import { applicationWords } from "../holding-words.ts";
import { AddButton } from "./add-button.tsx";
import classes from "./overview.module.css";
import { RowButton } from "./row-button.tsx";

interface PassesCardProps {
  customer: CustomerPage;
  file: CustomerFile;
  canEdit: boolean;
}

/** What decides whom a pass's mail reaches (C2): the person's application for it, and the pets' registrations. */
export function PassesCard({ customer, file, canEdit }: PassesCardProps) {
  const { open } = useEdited();
  const shown = file.passes.filter(
    ({ id }) =>
      file.applications.some(({ passId }) => passId === id) ||
      file.pets.some(({ registrations }) => registrations.some(({ passId }) => passId === id)),
  );
  const canApply = file.passes.some(
    ({ id, retired }) => !retired && !file.applications.some(({ passId }) => passId === id),
  );
  return (
    <Card
      title="Passes"
      padding="flush"
      tools={
        canEdit && canApply ? (
          <AddButton label="Add an application" onClick={() => open("application")} />
        ) : undefined
      }
    >
      {shown.length === 0 ? (
        <p className={classes.none}>
          {file.passes.length === 0
            ? "Your organisation has no passes yet."
            : "They have not applied for a pass, and no pet of the family is registered for one."}
        </p>
      ) : (
        <ul className={classes.list}>
          {shown.map((pass) => (
            <Pass key={pass.id} {...{ pass, customer, file, canEdit }} />
          ))}
        </ul>
      )}
    </Card>
  );
}

function Pass({ pass, customer, file, canEdit }: PassesCardProps & { pass: CustomerFile["passes"][number] }) {
  const { open } = useEdited();
  const decide = useDecide(customer);
  const status = file.applications.find(({ passId }) => passId === pass.id)?.status ?? null;
  const toApplication = () => open("application", { pass: pass.id });
  return (
    <li className={classes.item}>
      <span className={classes.line}>
        <span className={classes.way}>
          <b>{pass.name}</b>
          {pass.retired && <span className={classes.dim}>retired</span>}
          {status === null ? (
            <span className={classes.dim}>no application</span>
          ) : (
            <ToneBadge tone={applicationWords[status].tone} title={applicationWords[status].meaning}>
              {applicationWords[status].word}
            </ToneBadge>
          )}
        </span>
        {canEdit && status !== null && (
          <RowButton
            icon={IconPencil}
            label={`Edit the application for ${pass.name}`}
            onClick={toApplication}
          />
        )}
        {canEdit && status === null && !pass.retired && (
          <Button variant="default" size="compact-sm" onClick={toApplication}>
            Add application
          </Button>
        )}
      </span>
      {canEdit && status === "pending" && (
        <span className={classes.decide}>
          {(["approved", "denied"] as const).map((to) => (
            <Button
              key={to}
              variant={to === "approved" ? "light" : "default"}
              size="compact-sm"
              loading={decide.isPending}
              onClick={() => void decide.run({ pass, status: to, before: status })}
            >
              {to === "approved" ? "Approve" : "Deny"}
            </Button>
          ))}
        </span>
      )}
      {decide.isConflict && (
        <span className={classes.dim} role="status">
          Somebody has decided on it meanwhile: look at it again.
        </span>
      )}
      <ul className={classes.registrations}>
        {file.pets.map((pet) => (
          <Registration key={pet.id} pet={pet} pass={pass} canEdit={canEdit} />
        ))}
      </ul>
    </li>
  );
}

function Registration({
  pet,
  pass,
  canEdit,
}: {
  pet: FilePet;
  pass: CustomerFile["passes"][number];
  canEdit: boolean;
}) {
  const { open } = useEdited();
  const registration = pet.registrations.find(({ passId }) => passId === pass.id);
  if (registration === undefined && pet.status === "inactive") return null;
  const name = pet.name || "unnamed";
  const toForm = () => open("registration", { pet: pet.id, pass: pass.id });
  return (
    <li className={classes.line}>
      <span className={classes.way}>
        <IconPaw size={15} stroke={1.7} aria-hidden />
        {name}
        <span
          className={classes.dim}
          data-out={
            registration !== undefined && (registration.expired || registration.status === "inactive")
          }
        >
          {registration === undefined
            ? "not registered"
            : `${registration.status === "inactive" ? "registration inactive, " : ""}${registration.expired ? "ran out on" : "valid through"} ${formatDay(registration.validThrough)}`}
          {pet.status === "inactive" && " · not active"}
        </span>
      </span>
      {canEdit && registration !== undefined && (
        <RowButton
          icon={IconPencil}
          label={`Edit ${name}’s registration for ${pass.name}`}
          onClick={toForm}
        />
      )}
      {canEdit && registration === undefined && !pass.retired && (
        <Button
          variant="default"
          size="compact-sm"
          onClick={toForm}
          aria-label={`Register ${name} for ${pass.name}`}
        >
          Register
        </Button>
      )}
    </li>
  );
}
