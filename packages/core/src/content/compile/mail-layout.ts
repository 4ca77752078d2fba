import { Body } from "@react-email/body";
import { Container } from "@react-email/container";
import { Head } from "@react-email/head";
import { Html } from "@react-email/html";
import { Img } from "@react-email/img";
import { Link } from "@react-email/link";
import { Text } from "@react-email/text";
import { type CSSProperties, createElement as h, type ReactElement, type ReactNode } from "react";
import type { Translator } from "../../messages/translator.ts";
import { readPictureAddress } from "../../picture/picture-name.ts";
import { unsubscribeMark } from "../template/field-marks.ts";
import type { MailColors } from "./mail-colors.ts";
import type { MailLanguage } from "./mail-language.ts";
import { mailSheet, mailStyles } from "./mail-styles.ts";

/** What surrounds a body. All texts are already free of foreign marks. */
export interface MailFrame {
  readonly organisationName: string;
  readonly addressLines: readonly string[];
  readonly logoUrl: string | undefined;
  readonly preheader: string;
  readonly language: MailLanguage;
  /** Of our own words in it. */
  readonly t: Translator;
  /** Words of the banner on top of a preview or copy. */
  readonly banner: string | undefined;
  /** Words at the very end instead of the unsubscribe link: of a mail to staff, or to one person. */
  readonly closing?: string;
  /** Of the closing, where it is another than the mail's. */
  readonly closingLanguage?: string | undefined;
  /** Name, address and way out also stand on top: the mail is so long that its end may not be shown. */
  readonly wayOutOnTop?: boolean;
  readonly colors: MailColors;
}

/** The mail around its body: name on top, white card on stone, postal address and unsubscribe link below. */
export function mailLayout(frame: MailFrame, body: readonly ReactNode[]): ReactElement {
  const styles = mailStyles(frame.colors);
  const { t } = frame;
  // Where there are no words in the mail's language they are read aloud in their own.
  const spoken = t.language === frame.language.code ? {} : { lang: t.language };
  // Not rewritten for click tracking: the way out must not lead through anybody else.
  const wayOutLink = { href: unsubscribeMark, style: styles.footerLink, "data-pm-no-track": "", ...spoken };
  const wayOut = h(Link, wayOutLink, t("campaignMail.unsubscribe"));
  const footer = (key: string, content: ReactNode, lang?: string) =>
    h(Text, { key, dir: "auto", ...(lang && { lang }), className: "footer", style: styles.footer }, content);
  return h(
    Html,
    { lang: frame.language.code, dir: frame.language.direction },
    h(
      Head,
      null,
      h("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      h("meta", { name: "color-scheme", content: "light dark" }),
      h("meta", { name: "supported-color-schemes", content: "light dark" }),
      h("meta", { name: "format-detection", content: "telephone=no, date=no, address=no, email=no" }),
      h("title", null, frame.organisationName),
      // Nothing in the sheet needs escaping, so it may be a plain child.
      h("style", null, mailSheet(frame.colors)),
    ),
    h(
      Body,
      { style: styles.page },
      h(
        "div",
        { className: "ground", style: styles.ground },
        preheader(frame, styles),
        frame.wayOutOnTop &&
          h(
            Container,
            { style: styles.column },
            h(
              Text,
              { dir: "auto", className: "footer", style: styles.topLine },
              `${[frame.organisationName, ...frame.addressLines].join(", ")} · `,
              wayOut,
            ),
          ),
        frame.banner !== undefined &&
          h(
            Container,
            { style: styles.column },
            h(Text, { ...spoken, className: "banner", style: styles.banner }, frame.banner),
          ),
        h(
          Container,
          { className: "card", style: styles.card },
          cell("cell", styles.cardCell, header(frame, styles), ...body),
        ),
        h(
          Container,
          { style: styles.column },
          cell(
            "foot",
            styles.footerCell,
            footer("name", frame.organisationName),
            ...frame.addressLines.map((line, index) => footer(`line${index}`, line)),
            frame.closing === undefined
              ? footer("unsubscribe", wayOut)
              : footer("closing", frame.closing, frame.closingLanguage),
          ),
        ),
      ),
    ),
  );
}

/** A padded cell. React Email's Section cannot pad its own, and Outlook pads nothing but cells. */
function cell(className: string, style: CSSProperties, ...content: ReactNode[]): ReactElement {
  const table = { role: "presentation", width: "100%", cellPadding: 0, cellSpacing: 0, border: 0 };
  return h("table", table, h("tbody", null, h("tr", null, h("td", { className, style }, ...content))));
}

/** The line a mailbox shows after the subject; the blanks keep the mail's own first words from following it. */
function preheader(frame: MailFrame, styles: ReturnType<typeof mailStyles>): ReactNode {
  const blanks = " \u034f\u200c\u00a0".repeat(60);
  return frame.preheader === ""
    ? null
    : h("div", { dir: "auto", style: styles.hidden }, `${frame.preheader}${blanks}`);
}

/** So large that it fits into this, in its own proportions; Outlook needs both as numbers. */
const LOGO = { widthPx: 240, heightPx: 48 };

function logoSize(url: string): { width?: number; height: number } {
  const name = readPictureAddress(url);
  if (name === null) return { height: LOGO.heightPx };
  const { widthPx, heightPx } = name;
  const scale = Math.min(LOGO.widthPx / widthPx, LOGO.heightPx / heightPx, 1);
  return {
    width: Math.max(1, Math.round(widthPx * scale)),
    height: Math.max(1, Math.round(heightPx * scale)),
  };
}

function header(frame: MailFrame, styles: ReturnType<typeof mailStyles>): ReactElement {
  return h(
    Text,
    { key: "header", dir: "auto", className: "header", style: styles.header },
    frame.logoUrl === undefined
      ? frame.organisationName
      : // Where pictures are not shown, the name stands in its place.
        h(Img, {
          ...{ src: frame.logoUrl, alt: frame.organisationName, style: styles.logo },
          ...logoSize(frame.logoUrl),
        }),
  );
}
