"use client";

import { Checkbox, TextInput } from "@mantine/core";
import { type ApiScope, apiScopes, createKeySchema } from "@packpost/core/api-key/schemas";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { useTRPC } from "#web/trpc/client.tsx";
import classes from "./api.module.css";
import { scopeWords } from "./scope-words.ts";
import { ShownOnce } from "./shown-once.tsx";

/** Asks what a new key is for and what it may, then shows it. */
export function NewKey({ onClose }: { onClose: () => void }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [name, setName] = useState("");
  const [scopes, setScopes] = useState<readonly ApiScope[]>([]);
  const [faults, setFaults] = useState<{ name?: string | undefined; scopes?: string | undefined }>({});
  const create = useMutation(
    trpc.apiKey.create.mutationOptions({
      onSuccess: () => client.invalidateQueries(trpc.apiKey.pathFilter()),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const read = createKeySchema.safeParse({ name, scopes });
    const faultOf = (field: string) => read.error?.issues.find(({ path }) => path[0] === field)?.message;
    setFaults({ name: faultOf("name"), scopes: faultOf("scopes") });
    if (read.success && !create.isPending) create.mutate(read.data);
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={create.data === undefined ? "New key" : `The key “${name.trim()}”`}
      width={560}
      locked={create.isPending || create.data !== undefined}
    >
      {create.data !== undefined ? (
        <ShownOnce what="key" value={create.data.key} onDone={onClose} />
      ) : (
        <form className={classes.form} onSubmit={submit} noValidate>
          <TextInput
            label="What it is for"
            description="The system that will use it, such as “Work orders”"
            data-autofocus
            autoComplete="off"
            maxLength={80}
            error={faults.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group
            label="What it may do"
            error={faults.scopes}
            value={[...scopes]}
            onChange={(chosen) => setScopes(apiScopes.filter((scope) => chosen.includes(scope)))}
          >
            <div className={classes.choices}>
              {apiScopes.map((scope) => (
                <Checkbox
                  key={scope}
                  value={scope}
                  label={scopeWords[scope].word}
                  description={scopeWords[scope].meaning}
                />
              ))}
            </div>
          </Checkbox.Group>
          {create.error !== null && <ErrorNotice error={create.error} />}
          <div className={classes.buttons}>
            <Button variant="default" onClick={onClose} disabled={create.isPending}>
              Cancel
            </Button>
            <Button type="submit" loading={create.isPending}>
              Make the key
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
