"use client";

import { IconLock, IconMessage2 } from "@tabler/icons-react";
import { useState } from "react";
import classes from "./composer.module.css";
import { trayOf } from "./reply-pictures.ts";
import { useDroppedFiles } from "./use-dropped-files.ts";
import { Writing, type WritingProps } from "./writing.tsx";

type ComposerProps = Omit<WritingProps, "kind">;

/** The place to write: a reply to the family, or a note that stays among staff (V2, V12). */
export function Composer(props: ComposerProps) {
  const [kind, setKind] = useState<"reply" | "note">("reply");
  const { me, thread } = props;
  const { over, dropProps } = useDroppedFiles((files) => {
    // Pictures are for the family.
    setKind("reply");
    trayOf(me.id, thread.id).add(files);
  });
  return (
    <div
      className={classes.composer}
      data-kind={kind}
      data-composer
      data-over={over || undefined}
      {...dropProps}
    >
      {over && <p className={classes.drop}>Drop pictures here to attach them</p>}
      <div className={classes.kinds} role="tablist" aria-label="What you write">
        <Tab icon={IconMessage2} chosen={kind === "reply"} onChoose={() => setKind("reply")}>
          Reply
        </Tab>
        <Tab icon={IconLock} chosen={kind === "note"} onChoose={() => setKind("note")}>
          Note
        </Tab>
      </div>
      <Writing key={kind} {...props} kind={kind} />
    </div>
  );
}

interface TabProps {
  icon: typeof IconLock;
  chosen: boolean;
  onChoose: () => void;
  children: string;
}

function Tab({ icon: Icon, chosen, onChoose, children }: TabProps) {
  return (
    <button
      type="button"
      role="tab"
      aria-selected={chosen}
      className={classes.kind}
      onClick={onChoose}
      data-touch
    >
      <Icon size={14} stroke={1.8} aria-hidden /> {children}
    </button>
  );
}
