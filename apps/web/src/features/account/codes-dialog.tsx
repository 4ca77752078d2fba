"use client";

import { CopyButton } from "@mantine/core";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import { Button } from "#web/components/form/button.tsx";
import { ButtonWords, lookOf } from "#web/components/form/button-look.tsx";
import { Dialog } from "#web/components/overlay/dialog.tsx";
import classes from "./account.module.css";

/** New recovery codes, to be kept now. */
export function CodesDialog({ codes, onClose }: { codes: readonly string[]; onClose: () => void }) {
  const text = `Recovery codes for Packpost. Each opens your account once, after your password.\n\n${codes.join("\n")}\n`;
  return (
    <Dialog opened onClose={onClose} title="Your recovery codes" width={512} locked>
      <div className={classes.form}>
        <p role="status">
          <b>They are shown this once.</b> Keep them where you find them without your phone: printed, or in a
          password manager. Each opens your account once, after your password.
        </p>
        <ul className={classes.codes} aria-label="Recovery codes">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div className={classes.buttons}>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={
                  copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />
                }
                onClick={copy}
              >
                {copied ? "Copied" : "Copy"}
              </Button>
            )}
          </CopyButton>
          <a
            {...lookOf({ variant: "default" })}
            href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
            download="packpost-recovery-codes.txt"
          >
            <ButtonWords icon={<IconDownload size={16} aria-hidden />}>Download</ButtonWords>
          </a>
          <Button onClick={onClose} data-autofocus>
            I have kept them
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
