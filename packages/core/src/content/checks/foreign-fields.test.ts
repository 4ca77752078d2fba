import { describe, expect, it } from "vitest";
import { compileTemplate } from "../compile/compile-template.ts";
import type { Draft } from "../template/template.ts";
import { findProblems } from "./find-problems.ts";

const find = (change: Partial<Draft>) =>
  findProblems(
    { subject: "Hello", preheader: "", bodyMarkdown: "Hi there", ...change },
    { name: "Riverside", postalAddress: "1 Lane" },
  );

describe("fields of other tools", () => {
  it.each([
    ["{first_name}", "{{first_name}}"],
    ["{{{first_name}}}", "{{first_name}}"],
    ["[FIRST_NAME]", "{{first_name}}"],
    ["*|FNAME|*", "{{first_name}}"],
    ["*|LNAME|*", "{{last_name}}"],
    ["%first_name%", "{{first_name}}"],
    ["%%first_name%%", "{{first_name}}"],
    ["%%First Name%%", "{{first_name}}"],
    ["((first_name))", "{{first_name}}"],
    ["<<first_name>>", "{{first_name}}"],
    ["[[first_name]]", "{{first_name}}"],
    [`\${first_name}`, "{{first_name}}"],
    ["#first_name#", "{{first_name}}"],
    ["#{first_name}", "{{first_name}}"],
    ["<%= first_name %>", "{{first_name}}"],
    ["@@first_name@@", "{{first_name}}"],
    ["{!Contact.FirstName}", "{{first_name}}"],
    ["%recipient.first_name%", "{{first_name}}"],
    ["«Vorname» {pet_name}", "{{pet_names}}"],
    ["{first_name|friend}", "{{first_name|friend}}"],
    ['{{first_name | default: "there"}}', "{{first_name|there}}"],
    ["{{ first_name|default:'there' }}", "{{first_name|there}}"],
    ["{{first_name|default('there')}}", "{{first_name|there}}"],
    ["{{first_name|“there”}}", "{{first_name|there}}"],
    ['{{first_name|"there"}}', "{{first_name|there}}"],
    ["{{first_name|capitalize}}", "{{first_name}}"],
    ["{{fname}}", "{{first_name}}"],
    ["{{ contact.firstname }}", "{{first_name}}"],
    ["{{contact.FIRSTNAME}}", "{{first_name}}"],
    ["{{ person.last_name|default:'friend' }}", "{{last_name|friend}}"],
    ["{{ user.name | capitalize }}", "{{first_name}}"],
    ['[[FirstName OR "there"]]', "{{first_name|there}}"],
    ["[firstname,fallback=there]", "{{first_name|there}}"],
    ["{contactfield=firstname|there}", "{{first_name|there}}"],
    ["##firstname##", "{{first_name}}"],
    ["@@name@@", "{{first_name}}"],
    ["$firstname", "{{first_name}}"],
    ["-first_name-", "{{first_name}}"],
    ["-firstName-", "{{first_name}}"],
    ["first_name", "{{first_name}}"],
  ])("K28 %s is named before sending, in every part, with what to write", (raw, suggestion) => {
    for (const change of [
      { subject: `Hi ${raw}` },
      { preheader: `Hi ${raw}` },
      { bodyMarkdown: `Hi ${raw}, good to see you` },
    ]) {
      const [problem] = find(change);
      expect(problem).toMatchObject({ severity: "blocking", line: 1, suggestion });
      expect(problem?.message).toContain(suggestion);
    }
  });

  it.each([
    "{% if first_name %}",
    "{%- else -%}",
    "{% endif %}",
    "<% if x %>",
    "%%order_total%%",
    "[ORDER_TOTAL]",
  ])("K28 %s is named as a command or field that does not exist here", (raw) => {
    expect(find({ bodyMarkdown: `Hi ${raw} you` })).toMatchObject([
      { code: "foreign_field", severity: "blocking" },
    ]);
  });

  it.each(["[Name]", "{Name}", "{ first name }", "[email]", "«Name»"])(
    "K28 %s may be meant: it is pointed out and blocks nothing",
    (raw) => {
      expect(find({ bodyMarkdown: `Hi ${raw} you` })).toMatchObject([
        { code: "foreign_field", severity: "warning" },
      ]);
    },
  );

  it.each([
    "We are open {see below}, also on Sunday [1] and [2].",
    "100% of the dogs, 50% off, and 20 % more",
    "[See the map](https://a.example/first_name) and [Name](https://b.example)",
    "Costs $5 or $10, call #3, write @home, see (page 2) ((or 3))",
    "{{first_name|there}}, {{pet_names|your dog's friends}} and {{first_name|friend of “Dogs”}}",
    "Your name, surname and email are safe with us <3 >> << ok",
    "![The first name we chose](https://a.example/p.png) a_b and snake_case",
    "Read https://a.example/{first_name_list}/x%20name%20y",
    "[note]: https://a.example/name\n\nSee the [note].",
  ])("K28 ordinary prose is none: %s", (bodyMarkdown) => {
    expect(find({ bodyMarkdown }).filter(({ code }) => code === "foreign_field")).toEqual([]);
  });
});

describe("joined lines", () => {
  it.each([
    ["• One\n• Two\n• Three", "3 lines"],
    ["Best wishes,\nDana", "2 lines"],
    ["See you!\n\nDana\nRiverside Dog Parks\n12 Mill Lane", "3 lines"],
    ["Dana\n--\nRiverside", "becomes a heading"],
    ["> 12 Mill Lane\n> Riverside", "2 lines"],
    ["- Dana\n  Riverside", "2 lines"],
    ["**Monday** 9 – 17\n*Tuesday* 9 – 12", "2 lines"],
  ])("K29 %j is pointed out and blocks nothing", (bodyMarkdown, words) => {
    expect(find({ bodyMarkdown })).toMatchObject([{ code: "joined_lines", severity: "warning" }]);
    expect(find({ bodyMarkdown })[0]?.message).toContain(words);
  });

  it.each([
    "Dana  \nRiverside",
    "Dana\\\nRiverside",
    "Dana\n\nRiverside",
    "- One\n- Two",
    "This is a paragraph of prose which an editor has broken at\nits margin, as many do, so that each of its lines is long.",
    "Dana\n====\n\nRiverside",
  ])("K29 %j is as it was meant", (bodyMarkdown) => {
    expect(find({ bodyMarkdown })).toEqual([]);
  });
});

describe("links that deceive or lead nowhere", () => {
  it.each([
    ["https://bank@evil", "deceptive_link", "leads to evil"],
    ["https://bank.example@evil.example/login", "deceptive_link", "leads to evil.example"],
    ["https://192.168.0.1/map", "deceptive_link", "a number"],
    ["https://3232235521/map", "deceptive_link", "a number"],
    ["https://[::1]/map", "deceptive_link", "a number"],
    ["https://\u0430pple.example", "deceptive_link", "xn--pple-43d.example"],
    ["https://xn--pple-43d.com", "deceptive_link", "letters that look like others"],
    ["https://\u0430\u0440\u0440\u04cf\u0435.com", "deceptive_link", "letters that look like others"],
    ["https://", "broken_link", "no address yet"],
    ["", "broken_link", "no address yet"],
    ["javascript:alert%281%29", "broken_link", "javascript:"],
    ["data:text/html,x", "broken_link", "data:"],
    ["www.riverside.example", "broken_link", "https:// in front"],
    ["info@riverside.example", "broken_link", "mailto:info@riverside.example"],
    ["+441234567890", "broken_link", "tel:+441234567890"],
    ["https://riverside", "broken_link", "a name with a dot"],
    ["https://a\u200b.example", "broken_link", "invisible"],
  ])("K20 [x](%s) warns in words", (address, code, words) => {
    const found = find({ bodyMarkdown: `See [the page](<${address}>).` });
    expect(found).toMatchObject([{ code, severity: "warning" }]);
    expect(found[0]?.message).toContain(words);
  });

  it("K20 warns of words that name another site, and of bare addresses", () => {
    expect(find({ bodyMarkdown: "Go [bank.example](https://evil.example) now" })[0]?.message).toContain(
      "name bank.example, but the link leads to evil.example",
    );
    expect(find({ bodyMarkdown: "Go https://bank.example@evil.example/x now" })).toMatchObject([
      { code: "deceptive_link" },
    ]);
  });

  it.each([
    ["[Visit bank.example now](https://evil.example)", "bank.example"],
    ["[“https://bank.example/login”, please](https://evil.example)", "bank.example"],
    ["[bank.co.uk](https://evil.co.uk)", "bank.co.uk"],
    ["[co.uk](https://evil.co.uk)", "co.uk"],
    ["[bank.github.io](https://github.io.evil.example)", "bank.github.io"],
    ["[github.io](https://evil.github.io)", "github.io"],
    ["[bank.example](https://bank.example.evil.example)", "bank.example"],
    ["[write to help@bank.example](mailto:help@evil.example)", "bank.example"],
  ])("K20 %s names another site, among other words and below a shared suffix too", (link, named) => {
    const [problem] = find({ bodyMarkdown: `See ${link} today` });
    expect(problem).toMatchObject({ code: "deceptive_link", severity: "warning" });
    expect(problem?.message).toContain(`name ${named},`);
  });

  it.each([
    ...[
      "https:/evil.example",
      "https:\\\\evil.example",
      "https:evil.example",
      "//evil.example",
      "https:\\/evil.example",
    ],
    ...[
      "vbscript:x",
      "blob:https://a.example/1",
      "file:///etc/passwd",
      "JaVaScRiPt:alert%281%29",
      "intent://x#Intent;end",
    ],
    ...["java&#115;cript:alert%281%29", "&#x6a;avascript:alert%281%29"],
  ])("K20 [x](%s) is named, and no mail links there", async (address) => {
    const draft = {
      subject: "s",
      preheader: "",
      bodyMarkdown: `See [the page](${address}) and ![p](${address}).`,
    };
    expect(find(draft).map(({ severity }) => severity)).toContain("warning");
    const letterhead = { name: "Riverside", postalAddress: "Street 1" };
    const { html } = await compileTemplate(draft, { letterhead });
    expect(JSON.stringify(html)).not.toMatch(
      /(?:href|src)=\\?"(?!\{)[^"]*(?:evil|script|blob|file:|intent)/i,
    );
  });

  it.each([
    "[https://riverside.example](https://riverside.example/spring?utm=1)",
    "[riverside.example](https://www.riverside.example/a)",
    "[riverside.co.uk](https://shop.riverside.co.uk) [shop.riverside.co.uk](https://riverside.co.uk/shop)",
    "[our map, see riverside.example/map.](https://riverside.example/map)",
    "[at 9.30am, e.g. at St.Louis](https://a.example)",
    "[Riverside.Dogs rock!](https://a.example)",
    "[x](https://müller.example) [y](https://例え.jp) [z](https://россия.рф) [v](https://pâtés.example)",
  ])("K20 says nothing of %s", (link) => {
    expect(find({ bodyMarkdown: `See ${link} now` })).toEqual([]);
  });
});
