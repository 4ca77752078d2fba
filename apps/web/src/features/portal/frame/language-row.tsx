"use client";

import { type Language, languages } from "@packpost/core/messages/languages";
import classes from "./language-row.module.css";
import { usePortal } from "./portal-provider.tsx";

interface LanguageRowProps {
  busy?: boolean;
  onChoose: (language: Language) => void;
}

/** The languages of the customers' pages, each by its own name; the one that they speak is marked. */
export function LanguageRow({ busy = false, onChoose }: LanguageRowProps) {
  const { t } = usePortal();
  return (
    <ul className={classes.row} aria-busy={busy}>
      {languages.map(({ code, name }) => (
        <li key={code}>
          <button
            type="button"
            lang={code}
            className={classes.language}
            aria-pressed={code === t.language}
            onClick={() => !busy && code !== t.language && onChoose(code)}
          >
            {name}
          </button>
        </li>
      ))}
    </ul>
  );
}
