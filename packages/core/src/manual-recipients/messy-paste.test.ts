import { describe, expect, it } from "vitest";
import { parseEntries } from "./parse-entries.ts";

interface Person {
  readonly first: string;
  readonly last: string;
  readonly email: string;
}
const people: readonly Person[] = [
  { first: "Maria", last: "Okafor", email: "maria.okafor@mail.example" },
  { first: "José", last: "García", email: "fluffy77@mail.example" },
  { first: "Ciara", last: "O’Brien", email: "c.obrien@browns.example" },
  { first: "Hans", last: "van der Müller", email: "hans@xn--mller-kva.example" },
  { first: "מריה", last: "כהן", email: "m-cohen+dogs@inbox.example" },
  { first: "Zoë", last: "Ström-Łukasz", email: "zoe_s@a.b.example" },
  { first: "Tom", last: "Brown", email: "tom@browns.example" },
  { first: "Nguyễn", last: "Anh", email: "1999@inbox.example" },
];
/** As a program shows UTF-8 that it takes for Windows-1252. */
const misread = (text: string) => new TextDecoder("windows-1252").decode(new TextEncoder().encode(text));
const wide = (text: string) => text.replace("@", "＠");

/** What programs and people make of one person; each is that address and nothing else. */
const understood: Readonly<Record<string, (person: Person) => string>> = {
  bare: ({ email }) => email,
  "full stop": ({ email }) => `${email}.`,
  dots: ({ email }) => `${email}...`,
  shouted: ({ email }) => email.toUpperCase(),
  Outlook: ({ first, last, email }) => `${first} ${last} <${email}>;`,
  "Outlook, last name first": ({ first, last, email }) => `"${last}, ${first}" <${email}>;`,
  "Outlook, single quotes": ({ email }) => `'${email}' <${email}>`,
  "Outlook, with a department": ({ first, last, email }) => `${first} ${last} (Riverside) <${email}>`,
  Gmail: ({ first, last, email }) => `${first} ${last} <${email}>, `,
  "Gmail, address twice": ({ email }) => `"${email}" <${email}>,`,
  "no blank": ({ first, last, email }) => `${first} ${last}<${email}>`,
  "link in a mail": ({ email }) => `mailto:${email}?subject=Walk%20with%20Rex`,
  "link with brackets": ({ first, email }) => `${first} <mailto:${email}>`,
  Markdown: ({ email }) => `[${email}](mailto:${email})`,
  HTML: ({ first, last, email }) => `<a href="mailto:${email}">${first} ${last}</a>`,
  entities: ({ first, last, email }) => `${first} ${last} &lt;${email}&gt;`,
  "Excel, three columns": ({ first, last, email }) => `${first}\t${last}\t${email}`,
  "Excel, six columns": ({ first, last, email }) => `${last}\t${first}\tRex\t${email}\tActive\t12/01/2026`,
  "CSV with empty columns": ({ email }) => `${email},,,,`,
  "CSV, quoted": ({ first, last, email }) => `"${first}","${last}","${email}"`,
  table: ({ first, last, email }) => `${first} ${last} | Rex | ${email} | 555-1234`,
  vCard: ({ first, last, email }) =>
    `BEGIN:VCARD\r\nVERSION:3.0\r\nN:${last};${first};;;\r\nFN:${first} ${last}\r\nEMAIL;TYPE=INTERNET;TYPE=pref:${email}\r\nTEL;TYPE=CELL:+1 555 123\r\nPHOTO;ENCODING=b:/9j/4AAQ\r\n SkZJRgAB\r\nEND:VCARD`,
  "vCard of an iPhone": ({ first, last, email }) =>
    `BEGIN:VCARD\nVERSION:4.0\nFN:${last}\\, ${first}\nitem1.EMAIL;type=INTERNET:${email}\nitem1.X-ABLabel:_$!<Home>!$_\nEND:VCARD`,
  "wrong encoding": ({ first, last, email }) => `${misread(`${first} ${last}`)} <${email}>`,
  "right to left": ({ first, last, email }) => `\u202b${first} ${last}\u202c <\u200e${email}\u200e>`,
  emoji: ({ first, last, email }) => `🐶 ${first} ${last} 🐾❤️ <${email}>`,
  "full width": ({ email }) => wide(email),
  "soft hyphens": ({ email }) =>
    email.replace("@", "\u00ad@\u00ad").replace(".example", "\u200b.exam\u00adple"),
  "no-break blanks": ({ first, last, email }) => `\u00a0${first}\u00a0${last}\u00a0<${email}>\u00a0`,
  ticked: ({ first, last, email }) => `☑ ${first} ${last} <${email}>`,
  numbered: ({ first, last, email }) => `12. ${first} ${last} <${email}>`,
  answered: ({ first, last, email }) => `> ${first} ${last} <${email}>`,
  "header line": ({ first, last, email }) => `To: ${first} ${last} <${email}>`,
  comment: ({ first, last, email }) => `${email} (${first} ${last})`,
};

/** Nobody could say for sure whom these mean: each is shown as an entry that needs a look. */
const pointedOut: Readonly<Record<string, (person: Person) => string>> = {
  "no @": ({ email }) => email.replace("@", " (at) "),
  "blank in the address": ({ email }) => email.replace("@", " @ "),
  "comma for a dot": ({ email }) => email.replace(/@.*/, "@mail"),
  "two @": ({ email }) => email.replace("@", "@@"),
  "phone number": () => "+1 (555) 123-4567",
  "Exchange address": ({ first }) => `${first} </O=RIVERSIDE/CN=RECIPIENTS/CN=X1>`,
  nothing: () => "—",
};

describe("C3 K10–K17 five hundred messy lines", () => {
  it.each(Object.entries(understood))("C3 K10 K11 K15 understands %s", (_name, write) => {
    for (const person of people) {
      const pasted = write(person);
      expect([
        pasted,
        parseEntries(pasted).map(({ kind, key }) => (kind === "email" ? key : `${kind} ${key}`)),
      ]).toEqual([pasted, [person.email]]);
    }
  });

  it.each(Object.entries(pointedOut))(
    "C3 K17 shows %s as something to look at, and takes it for nobody",
    (_name, write) => {
      for (const person of people) {
        const entries = parseEntries(write(person));
        expect(entries.length).toBeGreaterThan(0);
        expect(entries.filter(({ kind }) => kind === "email")).toEqual([]);
      }
    },
  );

  it("C3 all of them at once, in one paste: everybody found as often as they stand there, nothing dropped", () => {
    const good = Object.values(understood).flatMap((write) =>
      people.map((person) => [write(person), person] as const),
    );
    const bad = Object.values(pointedOut).flatMap((write) => people.map(write));
    const lines = [...good.map(([line]) => line), ...bad];
    expect(lines.length * 2).toBeGreaterThan(500);
    for (const end of ["\n", "\r\n"]) {
      const entries = parseEntries([...lines, ...lines].join(end));
      for (const { email } of people)
        expect([email, entries.filter(({ key }) => key === email).length]).toEqual([
          email,
          2 * Object.keys(understood).length,
        ]);
      const others = entries.filter(({ kind }) => kind !== "email");
      expect(others.length).toBeGreaterThanOrEqual(2 * bad.length);
      expect(others.every(({ text }) => text !== "")).toBe(true);
    }
  });

  it("C3 words beside an address are people of their own unless they are columns or the address's own name", () => {
    const told = (pasted: string) => parseEntries(pasted).map(({ kind, key }) => `${kind} ${key}`);
    expect(told("fluffy@mail.example, Tom, Lena")).toEqual([
      "email fluffy@mail.example",
      "name Tom",
      "name Lena",
    ]);
    expect(told("Tom, Lena, fluffy@mail.example")).toEqual([
      "name Tom",
      "name Lena",
      "email fluffy@mail.example",
    ]);
    expect(told("Maria,Okafor,maria@mail.example")).toEqual(["email maria@mail.example"]);
    expect(told("Maria,Okafor,a77@mail.example\nTom,Brown,b@mail.example")).toEqual([
      "email a77@mail.example",
      "email b@mail.example",
    ]);
  });

  it("C3 K12 names survive the wrong encoding, ornaments, and cards without an address", () => {
    const names = (pasted: string) => parseEntries(pasted).map(({ kind, key }) => `${kind}:${key}`);
    expect(names("JosÃ© GarcÃ­a; Ciara Oâ€™Brien; Zoë Â©")).toEqual([
      "name:José García",
      "name:Ciara O’Brien",
      "name:Zoë",
    ]);
    expect(names("🐶 Maria Okafor 🐾")).toEqual(["name:Maria Okafor"]);
    expect(names("BEGIN:VCARD\nFN:Maria Okafor\nTEL:555\nEND:VCARD\nTom Brown")).toEqual([
      "name:Maria Okafor",
      "name:Tom Brown",
    ]);
    expect(names("BEGIN:VCARD\nTEL:+1 555\nEND:VCARD")).toHaveLength(1);
    expect(names("BEGIN:VCARD\nFN:Cut Off\nEMAIL:cut@mail.example")).toEqual(["email:cut@mail.example"]);
  });
});
