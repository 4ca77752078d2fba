"use client";

import type { FilePet } from "@packpost/core/customer/file/get-file";
import { IconPaw, IconPencil } from "@tabler/icons-react";
import { Card } from "#web/components/page/card.tsx";
import { useEdited } from "../edit/use-edited.ts";
import { AddButton } from "./add-button.tsx";
import classes from "./overview.module.css";
import { RowButton } from "./row-button.tsx";

/** The family's pets, the active first. */
export function PetsCard({ pets, canEdit }: { pets: readonly FilePet[]; canEdit: boolean }) {
  const { open } = useEdited();
  return (
    <Card
      title="Pets"
      padding="flush"
      tools={canEdit ? <AddButton label="Add a pet" onClick={() => open("pet")} /> : undefined}
    >
      {pets.length === 0 ? (
        <p className={classes.none}>No pets</p>
      ) : (
        <ul className={classes.list}>
          {pets.map(({ id, name, kind, status }) => (
            <li key={id} className={classes.item}>
              <span className={classes.line}>
                <span className={classes.way}>
                  <IconPaw size={16} stroke={1.7} aria-hidden />
                  <b>{name || "unnamed"}</b>
                  {kind !== "" && <span className={classes.dim}>{kind}</span>}
                  {status === "inactive" && <span className={classes.dim}>not active</span>}
                </span>
                {canEdit && (
                  <RowButton
                    icon={IconPencil}
                    label={`Edit ${name || "the unnamed pet"}`}
                    onClick={() => open("pet", { pet: id })}
                  />
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
