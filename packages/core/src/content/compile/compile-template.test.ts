import { describe, expect, it } from "vitest";
import { fieldsWithoutFallback, missingValues } from "../template/missing-values.ts";
import { renderMessage } from "../template/render-message.ts";
import { compiledTemplateSchema, type Draft } from "../template/template.ts";
import { compileTemplate } from "./compile-template.ts";

const letterhead = {
  name: "Riverside Dog Parks",
  postalAddress: "12 Mill Lane\nRiverside",
  brandColor: "#1F5C4D",
};
const options = { unsubscribeUrl: "https://packpost.example/u/abc" };

async function compile(change: Partial<Draft>, extra: { mark?: "preview" | "copy" } = {}) {
  return compileTemplate(
    { subject: "Hello", preheader: "", bodyMarkdown: "Hi", ...change },
    { letterhead, ...extra },
  );
}

async function html(bodyMarkdown: string, values = {}) {
  return renderMessage(await compile({ bodyMarkdown }), values, options).html;
}

describe("compile and render", () => {
  it("C5 fills fields in subject, preheader and body, and their fallbacks", async () => {
    const template = await compile({
      subject: "{{first_name}}, it opens",
      preheader: "For {{pet_names|your dog}}",
      bodyMarkdown: "Hi **{{ first_name | there }}**, *{{pet_names}}* and {{pass_name}}",
    });
    expect(compiledTemplateSchema.parse(JSON.parse(JSON.stringify(template)))).toEqual(template);
    expect(template.fieldsUsed).toEqual(["first_name", "pet_names", "pass_name"]);
    const named = renderMessage(
      template,
      { first_name: "Žofie", pet_names: "Fig & Olive", pass_name: "2027" },
      options,
    );
    expect(named.subject).toBe("Žofie, it opens");
    expect(named.html).toContain(
      '<strong><span dir="auto">Žofie</span></strong>, <em><span dir="auto">Fig &amp; Olive</span></em>',
    );
    expect(named.html).toContain(">For Fig &amp; Olive ");
    expect(named.text).toMatch(/^Hi Žofie, Fig & Olive and 2027\n/);
    const unnamed = renderMessage(template, { first_name: " ", pet_names: null }, options);
    expect(unnamed.subject).toBe(", it opens");
    expect(unnamed.html).toContain('<strong><span dir="auto">there</span></strong>');
    expect(unnamed.html).toContain(">For your dog ");
    expect(fieldsWithoutFallback(template)).toEqual(["first_name", "pet_names"]);
    expect(missingValues(template, { first_name: "Ana", pet_names: "" })).toEqual(["pet_names"]);
  });

  it("keeps values on one line everywhere", async () => {
    const template = await compile({ subject: "Hi {{first_name}}", bodyMarkdown: "{{first_name}}" });
    const mail = renderMessage(template, { first_name: "A\r\nBcc: x@y.example\u2028z\u0000" }, options);
    expect(mail.subject).toBe("Hi A Bcc: x@y.example z");
    expect(mail.text).toContain("A Bcc: x@y.example z\n");
  });

  it("shows raw HTML as text, and unlinks what is no address", async () => {
    const mail = await html(
      "<script>x</script>\n\n<b>bold</b> [a](javascript:alert%281%29) [b](/map) [c](https://x.example/{{first_name}})",
    );
    expect(mail).toContain("&lt;script&gt;x&lt;/script&gt;");
    expect(mail).toContain("&lt;b&gt;");
    expect(mail).not.toMatch(/<script|<b>|javascript:|href="\/map|x\.example/);
  });

  it("takes no author's characters for its own marks", async () => {
    const forged = "\ue000u\ue001 and \ue0000\ue001 {{first_name}}";
    const template = await compile({ subject: forged, preheader: forged, bodyMarkdown: forged });
    const mail = renderMessage(template, { first_name: "Ana" }, options);
    expect(mail.subject).toBe("\ufffdu\ufffd and \ufffd0\ufffd Ana");
    expect(mail.html.split(options.unsubscribeUrl)).toHaveLength(2);
    expect(mail.text.split(options.unsubscribeUrl)).toHaveLength(2);
  });

  it("draws a lone link as a button, a bare address as a link, pictures only from https", async () => {
    const lone = await html("[See the map](https://riverside.example/map)");
    expect(lone).toMatch(/<a href="https:\/\/riverside\.example\/map"[^>]*class="button"/);
    const referenced = await html("[Map][m]\n\n[m]: https://riverside.example/map");
    expect(referenced).toContain('class="button"');
    const bare = await html("Look at https://riverside.example/a_b, or <https://x.example>.");
    expect(bare).toContain('href="https://riverside.example/a_b"');
    expect(bare).not.toContain('class="button"');
    const pictures = await html(
      "![Dog](https://riverside.example/dog.png) ![Cat](http://riverside.example/cat.png)",
    );
    expect(pictures).toMatch(/<img[^>]*src="https:\/\/riverside\.example\/dog\.png"/);
    expect(pictures).toContain(" Cat");
    expect(pictures).not.toContain("cat.png");
    expect(pictures).not.toContain("<link");
  });

  it("C17 carries name, postal address and the recipient's own way out, untracked", async () => {
    const mail = renderMessage(await compile({}), {}, options);
    expect(mail.html).toContain("12 Mill Lane");
    expect(mail.html).toMatch(/<a href="https:\/\/packpost\.example\/u\/abc"[^>]*data-pm-no-track=""/);
    expect(mail.text).toContain(
      "-- \nRiverside Dog Parks\n12 Mill Lane\nRiverside\nUnsubscribe: https://packpost.example/u/abc\n",
    );
  });

  it("writes plain text that reads well", async () => {
    const template = await compile({
      bodyMarkdown:
        "# Title\n\nHi {{first_name}},\nnew line\\\nbroken line\n\n- one\n- two\n  1. inner\n  2. [link](https://x.example)\n\n> quoted\n\n[Go](https://x.example/go)\n\n<mailto:a@b.example>",
    });
    const [body] = renderMessage(template, { first_name: "Ana" }, options).text.split("\n\n-- \n");
    expect(body).toBe(
      [
        "Title\n=====",
        "Hi Ana, new line\nbroken line",
        "- one\n- two\n  1. inner\n  2. link: https://x.example",
        "> quoted",
        "Go: https://x.example/go",
        "a@b.example",
      ].join("\n\n"),
    );
  });

  it("C6 marks a preview in subject and mail", async () => {
    const mail = renderMessage(await compile({}, { mark: "preview" }), {}, options);
    expect(mail.subject).toBe("[Preview] Hello");
    expect(mail.html).toContain("This is a preview");
    expect(mail.text).toMatch(/^This is a preview/);
  });

  it("C3 marks a copy in subject and mail", async () => {
    const mail = renderMessage(await compile({}, { mark: "copy" }), {}, options);
    expect(mail.subject).toBe("[Copy] Hello");
    expect(mail.html).toContain("This is your copy of a campaign");
    expect(mail.text).toMatch(/^This is your copy/);
  });

  it("says its language and stays small around the body", async () => {
    const mail = renderMessage(await compile({ preheader: "Short" }), {}, options);
    expect(mail.html).toContain('<html dir="ltr" lang="en">');
    expect(mail.html).toContain('role="presentation"');
    expect(Buffer.byteLength(mail.html)).toBeLessThan(20_000);
    expect(mail.html).not.toMatch(/<!--(?!\[if)/);
  });

  it("takes many fields for what they are, and the way out on top of so long a mail", async () => {
    const template = await compile({ bodyMarkdown: "{{first_name}} and {{pet_names}} ".repeat(3_000) });
    expect(template.html.filter((segment) => typeof segment !== "string")).toHaveLength(6_002);
  });

  it.each([
    ["too large", "x".repeat(300_000)],
    ["10 MB", "x ".repeat(5_000_000)],
    ["quotes in quotes", ">".repeat(5_000)],
    ["lists in lists", "1) ".repeat(5_000)],
    ["deep steps", Array.from({ length: 440 }, (_, step) => `${"  ".repeat(step)}- a`).join("\n")],
    ["stray stars", "*a_".repeat(20_000)],
    ["endless lines", "a\n=\n".repeat(50_000)],
    ["stray brackets", "[a](".repeat(20_000)],
    ["endless lines of an old Mac", "a\r=\r".repeat(20_000)],
    ["eight thousand bytes of headings", "a\n=\n".repeat(1_999)],
    ["thousands of list items", "1. a\n2) b\n".repeat(1_900)],
    ["backticks of every length", Array.from({ length: 600 }, (_, n) => "`".repeat(n)).join(" ")],
  ])("refuses a body that would stall the server: %s", async (_name, bodyMarkdown) => {
    const start = performance.now();
    await expect(compile({ bodyMarkdown })).rejects.toMatchObject({ code: "draft_too_large" });
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});
