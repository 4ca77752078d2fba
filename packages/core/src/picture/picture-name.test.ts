import { expect, it } from "vitest";
import { pictureAddress, readPictureAddress, readPictureName, writePictureName } from "./picture-name.ts";

const name = { key: "abcdefghijklmnopqrstuvwxyz", widthPx: 1_072, heightPx: 640, extension: "jpg" } as const;

it("K26 a picture's address says its size", () => {
  const address = pictureAddress("https://mail.example.org", name);
  expect(address).toBe("https://mail.example.org/pictures/abcdefghijklmnopqrstuvwxyz-1072x640.jpg");
  expect(readPictureAddress(address)).toEqual(name);
  expect(readPictureName(writePictureName(name))).toEqual(name);
});

it.each([
  "abcdefghijklmnopqrstuvwxyz-1072x640.svg",
  "abcdefghijklmnopqrstuvwxyz-1072x640.jpg/x",
  "../abcdefghijklmnopqrstuvwxyz-1072x640.jpg",
  "abcdefghijklmnopqrstuvwxyz-01072x640.jpg",
  "abcdefghijklmnopqrstuvwxyz-0x640.jpg",
  "abcdefghijklmnopqrstuvwxyz-1072x640.JPG",
  "ABCDEFGHIJKLMNOPQRSTUVWXYZ-1072x640.jpg",
  "short-1072x640.jpg",
  "abcdefghijklmnopqrstuvwxyz-1072x640.jpg\n",
  "constructor",
  "",
])("no other name is one: %j", (text) => {
  expect(readPictureName(text)).toBeNull();
});
