"use client";

import { SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { Button } from "#web/components/form/button.tsx";
import { picturesPasted } from "#web/components/pictures/files-in.ts";
import classes from "./picture.module.css";
import { PictureDrop } from "./picture-drop.tsx";
import { useUpload } from "./use-upload.ts";

export interface ChosenPicture {
  address: string;
  alt: string;
}

interface PictureFormProps {
  /** Dropped or pasted into the text: on its way at once. */
  file: File | null;
  onCancel: () => void;
  onInsert: (picture: ChosenPicture) => void;
}

/** A picture for the text: uploaded, or by its address; in any case with words for those who do not see it. */
export function PictureForm({ file, onCancel, onInsert }: PictureFormProps) {
  const [way, setWay] = useState<"upload" | "address">("upload");
  const [address, setAddress] = useState("");
  const [alt, setAlt] = useState("");
  const [asked, setAsked] = useState(false);
  const { upload, start, cancel } = useUpload();
  const words = useRef<HTMLInputElement>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The form comes after the dialog that has taken the focus.
    if (file === null) form.current?.querySelector<HTMLElement>("[data-autofocus]")?.focus();
    else {
      start(file);
      words.current?.focus();
    }
  }, [file, start]);
  useEffect(() => {
    if (way !== "upload") return;
    const onPaste = (event: ClipboardEvent) => {
      const [pasted] = event.clipboardData ? picturesPasted(event.clipboardData) : [];
      if (pasted !== undefined) start(pasted);
    };
    window.addEventListener("paste", onPaste);
    return () => window.removeEventListener("paste", onPaste);
  }, [way, start]);

  const begin = (chosen: File) => {
    start(chosen);
    words.current?.focus();
  };
  const uploaded = upload.kind === "done" ? upload.picture.address : undefined;
  const chosen = way === "upload" ? uploaded : address.trim();
  const addressProblem = asked && way === "address" ? findAddressProblem(address) : undefined;
  const altProblem = asked && alt.trim() === "" ? "Say in a few words what it shows." : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (chosen === undefined || alt.trim() === "") return;
    if (way === "address" && findAddressProblem(address) !== undefined) return;
    onInsert({ address: chosen, alt });
  };
  return (
    <form ref={form} className={classes.form} onSubmit={submit} noValidate>
      <SegmentedControl
        fullWidth
        aria-label="Where the picture comes from"
        value={way}
        onChange={(value) => setWay(value === "address" ? "address" : "upload")}
        data={[
          { value: "upload", label: "Upload" },
          { value: "address", label: "By its address" },
        ]}
      />
      {way === "upload" ? (
        <PictureDrop upload={upload} onFile={begin} onCancel={cancel} />
      ) : (
        <TextInput
          label="Address of the picture"
          description="It stays where it is on the web: if it is taken away there, it is gone from the mail, too."
          type="url"
          inputMode="url"
          placeholder="https://riverside.example/dog.jpg"
          value={address}
          error={addressProblem}
          onChange={(event) => setAddress(event.currentTarget.value)}
        />
      )}
      <TextInput
        ref={words}
        label="What does it show?"
        description="Read aloud to people who cannot see it, and shown by mail programs that hide pictures at first, as Outlook does."
        placeholder="Three dogs at the new river gate"
        maxLength={300}
        value={alt}
        error={altProblem}
        onChange={(event) => setAlt(event.currentTarget.value)}
      />
      <div className={classes.buttons}>
        <Button variant="default" onClick={onCancel}>
          Cancel
        </Button>
        <Button type="submit" disabled={chosen === undefined}>
          Put into the text
        </Button>
      </div>
    </form>
  );
}

function findAddressProblem(address: string): string | undefined {
  const url = URL.parse(address.trim());
  if (url?.protocol === "https:" && url.hostname.includes(".")) return undefined;
  if (url?.protocol === "http:") return "Mail programs show pictures from https:// addresses alone.";
  return "Write the whole address, beginning with https://.";
}
