"use client";

import { Input, NativeSelect, TextInput } from "@mantine/core";
import type { CampaignDetail } from "@packpost/core/campaign/draft/get-campaign";
import type { Problem } from "@packpost/core/content/checks/problem";
import { useRef } from "react";
import { BodyField } from "#web/components/markdown/body-field.tsx";
import { MergeFieldMenu } from "#web/components/markdown/merge-field-menu.tsx";
import { ProblemList } from "#web/components/markdown/problem-list.tsx";
import { replaceField } from "#web/components/markdown/replace-field.ts";
import { TooLongLine } from "#web/components/markdown/too-long-line.tsx";
import { typeMergeField } from "#web/components/markdown/type-into.ts";
import { partIds } from "#web/features/campaigns/preflight/go-to.ts";
import classes from "./campaign-editor.module.css";
import type { DraftFields } from "./draft/draft-fields.ts";

interface DraftFormProps {
  campaign: CampaignDetail;
  fields: DraftFields;
  problems: readonly Problem[];
  readOnly: boolean;
  onChange: (changes: Partial<DraftFields>) => void;
}

/** What one writes: pass, subject, preheader, text; problems stand below the field they are in. */
export function DraftForm({ campaign, fields, problems, readOnly, onChange }: DraftFormProps) {
  const subject = useRef<HTMLInputElement>(null);
  const of = (part: Problem["part"]) =>
    // An empty field of a draft that has just been begun is no mistake yet; sending names it.
    problems.filter((problem) => problem.part === part && !problem.code.startsWith("empty_"));
  const { sender } = campaign;
  return (
    <div className={classes.write}>
      <div className={classes.pair}>
        <NativeSelect
          label="Pass"
          data={[
            ...(fields.passId === null
              ? [
                  {
                    value: "",
                    label: campaign.passes.length === 0 ? "No passes yet" : "Who is it for?",
                  },
                ]
              : []),
            ...campaign.passes.map(({ id, name, retired }) => ({
              value: id,
              label: retired ? `${name} (retired)` : name,
            })),
          ]}
          error={
            campaign.passes.some(({ id, retired }) => retired && id === fields.passId)
              ? "This pass is retired: choose another one to send this."
              : undefined
          }
          value={fields.passId ?? ""}
          onChange={({ currentTarget: { value } }) => value !== "" && onChange({ passId: value })}
          disabled={readOnly}
        />
        <Input.Wrapper label="From" labelElement="div">
          <div className={classes.from} title={`${sender.name} <${sender.email}>`}>
            <span className={classes.fromName}>{sender.name}</span>
          </div>
          <ProblemList problems={of("organisation")} />
        </Input.Wrapper>
      </div>
      <div className={classes.subjectField}>
        <TextInput
          ref={subject}
          id={partIds.subject}
          label="Subject"
          value={fields.subject}
          readOnly={readOnly}
          placeholder="What is it about?"
          onChange={(event) => onChange({ subject: event.currentTarget.value })}
        />
        <div className={classes.fieldMenu}>
          <MergeFieldMenu
            label="Put a personal field into the subject"
            onChoose={(name) => subject.current && typeMergeField(subject.current, name)}
          />
        </div>
        <TooLongLine field="subject" text={fields.subject} />
        <ProblemList
          problems={of("subject")}
          onReplace={(problem) => onChange({ subject: replaceField(fields.subject, problem) })}
        />
      </div>
      <div>
        <TextInput
          id={partIds.preheader}
          label="Preheader"
          description="The grey words after the subject in a mailbox"
          value={fields.preheader}
          readOnly={readOnly}
          placeholder="Left empty: the mail's first words"
          onChange={(event) => onChange({ preheader: event.currentTarget.value })}
        />
        <TooLongLine field="preheader" text={fields.preheader} />
        <ProblemList problems={of("preheader")} />
      </div>
      <BodyField
        id={partIds.body}
        value={fields.bodyMarkdown}
        problems={of("body")}
        readOnly={readOnly}
        onChange={(bodyMarkdown) => onChange({ bodyMarkdown })}
      />
    </div>
  );
}
