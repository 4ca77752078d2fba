"use client";

import type { PanelPerson } from "@packpost/core/conversation/get-family-panel";
import type { CustomerPage } from "@packpost/core/customer/page/get-customer";
import {
  IconArrowsExchange,
  IconDeviceMobile,
  IconDots,
  IconMail,
  IconPencil,
  IconUserPlus,
} from "@tabler/icons-react";
import Link from "next/link";
import { Button } from "#web/components/form/button.tsx";
import { Menu, MenuItem } from "#web/components/overlay/menu.tsx";
import { Card } from "#web/components/page/card.tsx";
import { useEdited } from "../edit/use-edited.ts";
import { useMakePrimary } from "../edit/use-make-primary.ts";
import classes from "./overview.module.css";
import { RowButton } from "./row-button.tsx";

/** The people of the family and how each can be reached. */
export function FamilyCard({ customer, canEdit }: { customer: CustomerPage; canEdit: boolean }) {
  const { open } = useEdited();
  return (
    <Card
      title={`The ${customer.family.name} family`}
      padding="flush"
      tools={
        canEdit ? (
          <Menu
            label="Family"
            placement="end"
            keepsFocus
            button={(props) => (
              <Button
                {...props}
                variant="default"
                size="xs"
                leftSection={<IconPencil size={14} stroke={1.8} aria-hidden />}
              >
                Edit family
              </Button>
            )}
          >
            <MenuItem icon={IconUserPlus} onClick={() => open("person")}>
              Add a person
            </MenuItem>
            <MenuItem icon={IconPencil} onClick={() => open("family")}>
              Rename the family
            </MenuItem>
            <MenuItem icon={IconArrowsExchange} onClick={() => open("move")}>
              Move {customer.name} to another family
            </MenuItem>
          </Menu>
        ) : undefined
      }
    >
      <ul className={classes.list}>
        {customer.people.map((person) => (
          <Person
            key={person.id}
            person={person}
            primary={customer.people.find(({ contact }) => contact === "primary")?.id ?? null}
            isOpen={person.id === customer.id}
            canEdit={canEdit}
          />
        ))}
      </ul>
    </Card>
  );
}

interface PersonProps {
  person: PanelPerson;
  /** Who is the primary contact. */
  primary: string | null;
  isOpen: boolean;
  canEdit: boolean;
}

function Person({ person, primary, isOpen, canEdit }: PersonProps) {
  const makePrimary = useMakePrimary();
  const { id, name, contact, email, phone, emailReasons, texts } = person;
  return (
    <li className={classes.item}>
      <span className={classes.line}>
        <span className={classes.name}>
          {isOpen ? <b>{name}</b> : <Link href={`/customers/${id}`}>{name}</Link>}{" "}
          <span className={classes.dim}>
            {contact} contact{isOpen && " · this page"}
          </span>
        </span>
        {canEdit && (contact === "secondary" || primary !== id) && (
          <Menu
            label={name}
            placement="end"
            button={(props) => <RowButton {...props} icon={IconDots} label={`More about ${name}`} />}
          >
            <MenuItem icon={IconArrowsExchange} onClick={() => void makePrimary({ person, primary })}>
              Make primary contact
            </MenuItem>
          </Menu>
        )}
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
