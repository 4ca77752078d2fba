import { expect, it } from "vitest";
import { insertPictures } from "./insert-pictures.ts";

const picture = { address: "https://packpost.example/pictures/a.png", alt: "A dog" };
const markdown = "![A dog](https://packpost.example/pictures/a.png)";
const put = (text: string, at: number, alt = picture.alt) => {
  const { from, to, insert, selectFrom } = insertPictures(text, at, [{ ...picture, alt }]);
  const whole = text.slice(0, from) + insert + text.slice(to);
  return [whole.slice(0, selectFrom), whole.slice(selectFrom)];
};

it.each([
  ["", 0, [`${markdown}\n\n`, ""]],
  ["Hi", 2, [`Hi\n\n${markdown}\n\n`, ""]],
  ["Hi\n", 3, [`Hi\n\n${markdown}\n\n`, ""]],
  ["Hi there", 3, [`Hi \n\n${markdown}\n\n`, "there"]],
  ["Hi\n\nBye", 4, [`Hi\n\n${markdown}\n\n`, "Bye"]],
  ["Hi\n\nBye", 2, [`Hi\n\n${markdown}`, "\n\nBye"]],
])("stands in a paragraph of its own: %j at %d", (text, at, expected) => {
  expect(put(text, at)).toEqual(expected);
});

it("keeps words words and an address whole", () => {
  expect(put("", 0, "a]\nb *c* [d")[0]).toContain("![a\\] b \\*c\\* \\[d](");
  const { insert } = insertPictures("", 0, [{ alt: "x", address: " https://a.example/b (1).png " }]);
  expect(insert).toBe("![x](https://a.example/b%20%281%29.png)\n\n");
});

it("puts several in at once", () => {
  expect(insertPictures("Hi", 2, [picture, picture]).insert).toBe(`\n\n${markdown}\n\n${markdown}\n\n`);
});
