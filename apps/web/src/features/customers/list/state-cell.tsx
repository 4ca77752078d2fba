import type { CustomerLine } from "@packpost/core/customer/list/customer-line-sql";
import { formatReason } from "#web/components/status/reason-words.ts";
import { useOrganisationZone } from "#web/components/time/organisation-zone.tsx";
import { emailStateWords, type StateWord, textStateWords, untextableWords } from "../state-words.ts";
import classes from "./customer-list.module.css";

/** Whether mail reaches them; why not, on hover. */
export function EmailState({ line }: { line: CustomerLine }) {
  const zone = useOrganisationZone();
  const words = line.emailReasons.map((reason) => formatReason(reason, new Date(), zone));
  return <State {...emailStateWords[line.emailState]} why={words.join(" · ")} />;
}

/** Whether texts reach them; why not, on hover. */
export function TextState({ line }: { line: CustomerLine }) {
  const why = line.textReason === null ? "" : untextableWords[line.textReason];
  return <State {...textStateWords[line.textState]} why={why} />;
}

function State({ word, tone, icon: Icon, meaning, why }: StateWord & { why: string }) {
  return (
    <span className={classes.state} data-tone={tone} title={why === "" ? meaning : why}>
      <Icon size={17} stroke={1.7} aria-hidden />
      <span>{word}</span>
    </span>
  );
}
