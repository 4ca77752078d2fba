"use client";

import { NativeSelect } from "@mantine/core";
import { importNouns } from "@packpost/core/customer-import/enums";
import { dateOrders, encodings, separators } from "@packpost/core/customer-import/file/file-limits";
import type { ImportPage } from "@packpost/core/customer-import/read-imports";
import type { ChangeImportInput } from "@packpost/core/customer-import/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Button } from "#web/components/form/button.tsx";
import { Card } from "#web/components/page/card.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import { ColumnTable } from "./column-table.tsx";
import { countries } from "./countries.ts";
import classes from "./customer-import.module.css";
import { dateOrderWords, encodingWords, nounWords, separatorWords } from "./import-words.ts";

/** The second step: how the file is read, and what each column is. Every choice is kept at once. */
export function FileColumns({ line }: { line: ImportPage }) {
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const refresh = () => queryClient.invalidateQueries(trpc.customerImport.pathFilter());
  const change = useMutation(trpc.customerImport.change.mutationOptions({ onSettled: refresh }));
  const look = useMutation(trpc.customerImport.look.mutationOptions({ onSettled: refresh }));
  const discard = useMutation(trpc.customerImport.discard.mutationOptions({ onSettled: refresh }));
  // What was chosen stands at once; what the server has follows.
  const shown = change.isPending ? change.variables : { noun: line.noun, settings: line.settings };
  const save = (noun: ChangeImportInput["noun"], settings: Partial<ChangeImportInput["settings"]>) =>
    change.mutate({ importId: line.id, noun, settings: { ...shown.settings, ...settings } });
  const start = { importId: line.id, seenRevision: line.revision };
  const { settings, noun } = shown;
  const hasPhone = settings.mapping.some((field) => field?.toLowerCase().includes("phone"));
  const failed = change.error ?? look.error ?? discard.error;
  return (
    <Card title={line.state === "looked" ? "How the file is read" : "Columns"} padding="flush">
      <div className={classes.settings}>
        <NativeSelect
          label="What is in the file"
          value={noun}
          data={importNouns.map((value) => ({ value, label: nounWords[value].many }))}
          onChange={({ currentTarget: { value } }) => {
            const next = importNouns.find((one) => one === value);
            if (next !== undefined) save(next, {});
          }}
        />
        <NativeSelect
          label="Encoding"
          value={settings.encoding}
          data={encodings.map((value) => ({ value, label: encodingWords[value] }))}
          onChange={({ currentTarget: { value } }) =>
            save(noun, { encoding: encodings.find((one) => one === value) ?? settings.encoding })
          }
        />
        <NativeSelect
          label="Columns are divided by"
          value={settings.separator}
          data={separators.map((value) => ({ value, label: separatorWords[value] }))}
          onChange={({ currentTarget: { value } }) =>
            save(noun, { separator: separators.find((one) => one === value) ?? settings.separator })
          }
        />
        {line.asksForDateOrder && (
          <NativeSelect
            label="Dates are written"
            value={settings.dateOrder ?? ""}
            error={settings.dateOrder === null ? unclearDates(line.found.dates) : undefined}
            data={[
              ...(settings.dateOrder === null ? [{ value: "", label: "Choose…" }] : []),
              ...dateOrders.map((value) => ({ value, label: dateOrderWords[value] })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              save(noun, { dateOrder: dateOrders.find((one) => one === value) ?? null })
            }
          />
        )}
        {hasPhone && (
          <NativeSelect
            label="Numbers without a country code"
            value={settings.country ?? ""}
            data={[{ value: "", label: "Refuse them" }, ...countries(settings.country)]}
            onChange={({ currentTarget: { value } }) => save(noun, { country: value === "" ? null : value })}
          />
        )}
        {noun === "customer" && (
          <NativeSelect
            label="People in this file"
            value={settings.unsubscribeAll ? "unsubscribed" : ""}
            data={[
              { value: "", label: "May be written to" },
              { value: "unsubscribed", label: "Want no campaigns" },
            ]}
            onChange={({ currentTarget: { value } }) => save(noun, { unsubscribeAll: value !== "" })}
          />
        )}
      </div>
      {line.found.isRemembered && (
        <p className={classes.remembered}>These columns are read as in the last file that had them.</p>
      )}
      <ColumnTable
        noun={noun}
        columns={line.found.columns}
        rows={line.found.rows}
        mapping={settings.mapping}
        onChange={(mapping) => save(noun, { mapping })}
      />
      <div className={classes.foot}>
        {failed !== null && <ErrorNotice error={failed} />}
        <div className={classes.buttons}>
          <Button
            variant={line.state === "looked" ? "default" : "filled"}
            loading={look.isPending}
            disabled={change.isPending}
            onClick={() => look.mutate(start)}
          >
            {line.state === "looked" ? "Check it again" : "Check the file"}
          </Button>
          <Button variant="subtle" loading={discard.isPending} onClick={() => discard.mutate(start)}>
            Put it away
          </Button>
        </div>
      </div>
    </Card>
  );
}

/** Why somebody must say how dates are written. */
function unclearDates(dates: ImportPage["found"]["dates"]): string {
  return dates.some((one) => one === "neither")
    ? "Neither fits all of them: those that do not are refused."
    : "Both fit: which is it?";
}
