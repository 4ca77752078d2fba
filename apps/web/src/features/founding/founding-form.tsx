"use client";

import { Select, TextInput } from "@mantine/core";
import { foundingDoorSchema } from "@packpost/core/founding/founding-schemas";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { NewPasswordInput } from "#web/components/form/new-password-input.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { type FieldErrors, fieldErrorsOf } from "./field-errors.ts";
import classes from "./founding.module.css";
import { useFounding } from "./use-founding.ts";

const zones = ["UTC", ...Intl.supportedValuesOf("timeZone").filter((zone) => zone !== "UTC")];

/** The organisation's name and zone; then its owner's name, address and password, unless they are signed in. What is wrong stands at its field. */
export function FoundingForm({ link, isSignedIn }: { link: string; isSignedIn: boolean }) {
  const form = useRef<HTMLFormElement>(null);
  const [zone, chooseZone] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [refusals, countRefusal] = useState(0);
  const refuse = (found: FieldErrors) => {
    setErrors(found);
    countRefusal((n) => n + 1);
  };
  const { found, pending, problem } = useFounding(link, refuse);
  // The server does not know where one sits.
  useEffect(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    chooseZone((chosen) => chosen ?? (zones.includes(here) ? here : null));
  }, []);
  // The first field that is wrong.
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLInputElement>("[aria-invalid=true]")?.focus();
  }, [refusals]);

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const typed = (name: string) => String(data.get(name) ?? "");
    const body = {
      ...{ owner: isSignedIn ? "signed_in" : "new", link, name: typed("name"), zone: zone ?? "" },
      ...(!isSignedIn && {
        ...{ ownerName: typed("ownerName"), email: typed("email"), password: typed("password") },
      }),
    };
    const read = foundingDoorSchema.safeParse(body);
    if (!read.success) return refuse(fieldErrorsOf(read.error.issues));
    setErrors({});
    void found(body);
  };
  const forget = (name: keyof FieldErrors) => () => setErrors(({ [name]: _, ...others }) => others);
  const field = { size: "md", required: true, withAsterisk: false } as const;
  return (
    <form ref={form} className={classes.form} onSubmit={submit} method="post" noValidate>
      {problem !== null && <ErrorNotice error={problem} />}
      <TextInput
        {...field}
        name="name"
        label="Organisation"
        description="As customers read it in your mail"
        autoComplete="organization"
        maxLength={200}
        error={errors.name}
        onChange={forget("name")}
      />
      <Select
        {...field}
        label="Time zone"
        description="In it “today” and send times are counted"
        searchable
        allowDeselect={false}
        data={zones}
        value={zone}
        placeholder="Choose a zone"
        nothingFoundMessage="No such zone"
        maxDropdownHeight={260}
        error={errors.zone}
        onChange={(chosen) => {
          chooseZone(chosen);
          forget("zone")();
        }}
      />
      {!isSignedIn && (
        <>
          <TextInput
            {...field}
            name="ownerName"
            label="Your name"
            autoComplete="name"
            maxLength={120}
            error={errors.ownerName}
            onChange={forget("ownerName")}
          />
          <TextInput
            {...field}
            name="email"
            type="email"
            label="Your email"
            description="You sign in with it"
            autoComplete="username"
            inputMode="email"
            autoCapitalize="none"
            spellCheck={false}
            error={errors.email}
            onChange={forget("email")}
          />
          <NewPasswordInput label="Password" error={errors.password} onChange={forget("password")} />
        </>
      )}
      <Button type="submit" size="md" fullWidth loading={pending}>
        Set up the organisation
      </Button>
    </form>
  );
}
