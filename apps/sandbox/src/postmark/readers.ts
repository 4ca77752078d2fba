import { fractionOf } from "../ledger/hash-text.ts";

type Platform = "Desktop" | "Mobile" | "WebMail" | "Unknown";

/**
 * With what and where from somebody reads a mail, as Postmark reports it on opens and clicks.
 * @param client name/company/family, as of the system
 * @param place region/city/coordinates/address
 */
function reader(client: string, os: string, platform: Platform, userAgent: string, place: string) {
  const software = (text: string) => {
    const [Name = "", Company = "", Family = ""] = text.split("/");
    return { Name, Company, Family };
  };
  const [Region = "", City = "", Coords = "", IP = ""] = place.split("/");
  const country = { CountryISOCode: "US", Country: "United States", RegionISOCode: "" };
  const where = { ...country, Region, City, Zip: "", Coords, IP };
  return { Client: software(client), OS: software(os), Platform: platform, UserAgent: userAgent, Geo: where };
}

const WINDOWS = "Windows 10/Microsoft Corporation./Windows";
const onWindows = (chrome: number) =>
  `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${chrome}.0.0.0 Safari/537.36`;

const PEOPLE = [
  reader(
    "Mobile Safari/Apple Inc./Safari",
    "iOS 18/Apple Inc./iOS",
    "Mobile",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    "Oregon/Portland/45.5234,-122.6762/192.0.2.14",
  ),
  reader(
    "Chrome 139/Google Inc./Chrome",
    WINDOWS,
    "Desktop",
    onWindows(139),
    "Washington/Vancouver/45.6387,-122.6615/192.0.2.77",
  ),
  reader(
    "Outlook 2019/Microsoft Corporation./Outlook",
    WINDOWS,
    "Desktop",
    "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.10396; Pro)",
    "Oregon/Salem/44.9429,-123.0351/198.51.100.23",
  ),
  reader(
    "Gmail/Google Inc./Gmail",
    "",
    "WebMail",
    "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    "California/Mountain View/37.4192,-122.0574/66.249.84.10",
  ),
];

/** Apple's Mail Privacy Protection loads every image ahead of any reader: its user agent is bare and its address Apple's. */
const APPLE_PROXY = reader(
  "",
  "",
  "Unknown",
  "Mozilla/5.0",
  "California/Cupertino/37.3230,-122.0322/17.58.63.10",
);

/** It looks like anybody's browser: only that it is there at once and follows every link gives it away. */
const LINK_SCANNER = reader(
  "Chrome 109/Google Inc./Chrome",
  WINDOWS,
  "Desktop",
  onWindows(109),
  "Virginia/Boydton/36.6676,-78.3875/40.94.28.6",
);

/** Who reads: the privacy proxy, a scanner, or the same person with the same device each time. */
export function readerOf(who: "person" | "proxy" | "scanner", address: string) {
  if (who === "proxy") return APPLE_PROXY;
  if (who === "scanner") return LINK_SCANNER;
  return PEOPLE[Math.floor(fractionOf(`device:${address}`) * PEOPLE.length)] ?? APPLE_PROXY;
}
