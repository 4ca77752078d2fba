"use client";

import { maxUploadBytes } from "@packpost/core/picture/picture-limits";
import { IconPhoto } from "@tabler/icons-react";
import { useMutation, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { Button } from "#web/components/form/button.tsx";
import { ErrorNotice } from "#web/components/page/error-notice.tsx";
import { readStoredAddress, uploadFile } from "#web/components/pictures/upload-file.ts";
import { useTRPC } from "#web/trpc/client.tsx";
import { SaveRow } from "../part/save-row.tsx";
import { SettingsPart } from "../part/settings-part.tsx";
import classes from "./logo.module.css";

/** The organisation's logo: on top of its mails and of its customers' pages, in place of its name (O2). */
export function LogoSection() {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { data: logo } = useSuspenseQuery(trpc.settings.logo.queryOptions());
  const { data: settings } = useSuspenseQuery(trpc.settings.get.queryOptions());
  const input = useRef<HTMLInputElement>(null);
  const onSuccess = async () => {
    await client.invalidateQueries(trpc.settings.logo.queryFilter());
    // It stands in the preview of campaigns.
    await client.invalidateQueries(trpc.campaign.pathFilter());
  };
  const upload = useMutation({
    mutationFn: (file: File) =>
      uploadFile({
        ...{ method: "POST", address: "/api/pictures?use=logo", file, readAnswer: readStoredAddress },
        ...{ maxBytes: maxUploadBytes, signal: new AbortController().signal, onProgress: () => undefined },
      }),
    onSuccess,
  });
  const remove = useMutation(trpc.settings.removeLogo.mutationOptions({ onSuccess }));
  const error = upload.error ?? remove.error;
  const isGone = remove.isSuccess && logo === null;
  const done = isGone ? "Removed" : upload.isSuccess && !remove.isSuccess ? "Saved" : null;
  return (
    <SettingsPart
      id="logo"
      title="Logo"
      about="On top of your mail and of your customers’ pages, in place of your name. Mail that was delivered keeps the logo it was sent with."
    >
      <div className={classes.shown}>
        {logo === null ? (
          <p>
            <b>{settings.name}</b>
          </p>
        ) : (
          // biome-ignore lint/performance/noImgElement: it is small, ours, and drawn for this already.
          <img src={logo.path} width={logo.widthPx} height={logo.heightPx} alt={`Logo of ${settings.name}`} />
        )}
      </div>
      <p className={classes.note}>
        JPEG, PNG, GIF or WebP, up to 10 MB; it is drawn anew, 240 by 48 pixels at most, for sharp screens
        twice that. A wide one on white looks best. Default: none, your name stands there.
      </p>
      {error !== null && <ErrorNotice error={error} />}
      <SaveRow done={done}>
        {logo !== null && (
          <Button
            variant="subtle"
            loading={remove.isPending}
            onClick={() => {
              upload.reset();
              remove.mutate();
            }}
          >
            Remove the logo
          </Button>
        )}
        <input
          ref={input}
          type="file"
          hidden
          aria-label="File of the logo"
          accept="image/jpeg,image/png,image/gif,image/webp"
          onChange={({ currentTarget }) => {
            const [file] = currentTarget.files ?? [];
            // The same file again is a change too.
            currentTarget.value = "";
            if (file === undefined) return;
            remove.reset();
            upload.mutate(file);
          }}
        />
        <Button
          variant="default"
          leftSection={<IconPhoto size={16} stroke={1.8} aria-hidden />}
          loading={upload.isPending}
          onClick={() => input.current?.click()}
        >
          {logo === null ? "Upload a logo" : "Replace the logo"}
        </Button>
      </SaveRow>
    </SettingsPart>
  );
}
