"use client";

import type { Problem } from "@packpost/core/content/checks/problem";
import type { HTMLAttributes, KeyboardEvent, RefObject } from "react";
import { highlightFields } from "./highlight-fields.tsx";
import { insertMarkdown } from "./insert-markdown.ts";
import classes from "./markdown-field.module.css";
import { MarkdownToolbar, type ToolbarAction } from "./markdown-toolbar.tsx";
import { MergeFieldMenu } from "./merge-field-menu.tsx";
import { ProblemList } from "./problem-list.tsx";
import { replaceField } from "./replace-field.ts";
import { TooLongLine } from "./too-long-line.tsx";
import { typeInto, typeMergeField } from "./type-into.ts";

interface MarkdownFieldProps {
  value: string;
  onChange: (value: string) => void;
  problems: readonly Problem[];
  readOnly: boolean;
  /** Of the text field. */
  id: string;
  fieldRef: RefObject<HTMLTextAreaElement | null>;
  /** The ways in which pictures come into it. */
  pictures: {
    open: () => void;
    dragging: boolean;
    handlers: HTMLAttributes<HTMLTextAreaElement>;
  };
}

/** The mail's text: Markdown, with its personal fields marked and its problems named below, each leading to its line. */
export function MarkdownField(props: MarkdownFieldProps) {
  const { value, onChange, problems, readOnly, id, fieldRef: field, pictures } = props;
  const act = (action: ToolbarAction) => {
    const { current } = field;
    if (current === null) return;
    if (action === "picture") {
      pictures.open();
      return;
    }
    typeInto(current, insertMarkdown(current.value, current.selectionStart, current.selectionEnd, action));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    const action = event.key === "b" ? "bold" : event.key === "i" ? "italic" : undefined;
    if (action === undefined) return;
    event.preventDefault();
    act(action);
  };
  const goTo = (line: number, column: number) => {
    const lines = value.split("\n");
    const at = lines.slice(0, line - 1).reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    field.current?.focus();
    field.current?.setSelectionRange(
      at,
      Math.min(value.length, at + (/^\{\{[^}\n]*\}?\}?/.exec(value.slice(at))?.[0].length ?? 0)),
    );
  };
  return (
    <div className={classes.root} data-blocked={problems.some(({ severity }) => severity === "blocking")}>
      <div className={classes.bar}>
        <MarkdownToolbar onAction={act} />
        <MergeFieldMenu
          label="Put a personal field into the text"
          onChoose={(name) => field.current && typeMergeField(field.current, name)}
        />
      </div>
      <div className={classes.scroll} data-dragging={pictures.dragging}>
        <div className={classes.stack}>
          <div className={classes.behind} aria-hidden="true">
            {highlightFields(value)}
            {"\n"}
          </div>
          <textarea
            ref={field}
            id={id}
            className={classes.text}
            aria-label="Text of the mail"
            aria-describedby={`${id}-problems`}
            value={value}
            readOnly={readOnly}
            placeholder={
              "Hi {{first_name|there}},\n\nwrite as you would to one person.\n\n- Lists start with a dash\n- **Two stars** make bold\n\n[A link alone in its paragraph becomes a button](https://example.com)"
            }
            onChange={(event) => onChange(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            {...pictures.handlers}
            spellCheck
          />
        </div>
      </div>
      <div id={`${id}-problems`}>
        <TooLongLine field="bodyMarkdown" text={value} />
        <ProblemList
          problems={problems}
          onGoTo={goTo}
          onReplace={(problem) => onChange(replaceField(value, problem))}
        />
      </div>
    </div>
  );
}
