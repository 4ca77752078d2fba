import { fractionOf } from "../ledger/hash-text.ts";

interface Software {
  Name: string;
  Company: string;
  Family: string;
}

/** With what and where from somebody reads a mail, as Postmark reports it on opens and clicks. */
export interface Reader {
  Client: Software;
  OS: Software;
  Platform: "Desktop" | "Mobile" | "WebMail" | "Unknown";
  UserAgent: string;
  Geo: Record<string, string>;
}

const unknown: Software = { Name: "", Company: "", Family: "" };
const geo = (
  Country: string,
  CountryISOCode: string,
  Region: string,
  City: string,
  Coords: string,
  IP: string,
) => ({
  CountryISOCode,
  Country,
  RegionISOCode: "",
  Region,
  City,
  Zip: "",
  Coords,
  IP,
});

const PEOPLE: readonly Reader[] = [
  {
    Client: { Name: "Mobile Safari", Company: "Apple Inc.", Family: "Safari" },
    OS: { Name: "iOS 18", Company: "Apple Inc.", Family: "iOS" },
    Platform: "Mobile",
    UserAgent:
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148",
    Geo: geo("United States", "US", "Oregon", "Portland", "45.5234,-122.6762", "192.0.2.14"),
  },
  {
    Client: { Name: "Chrome 139", Company: "Google Inc.", Family: "Chrome" },
    OS: { Name: "Windows 10", Company: "Microsoft Corporation.", Family: "Windows" },
    Platform: "Desktop",
    UserAgent:
      "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36",
    Geo: geo("United States", "US", "Washington", "Vancouver", "45.6387,-122.6615", "192.0.2.77"),
  },
  {
    Client: { Name: "Outlook 2019", Company: "Microsoft Corporation.", Family: "Outlook" },
    OS: { Name: "Windows 10", Company: "Microsoft Corporation.", Family: "Windows" },
    Platform: "Desktop",
    UserAgent: "Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.10396; Pro)",
    Geo: geo("United States", "US", "Oregon", "Salem", "44.9429,-123.0351", "198.51.100.23"),
  },
  {
    Client: { Name: "Gmail", Company: "Google Inc.", Family: "Gmail" },
    OS: unknown,
    Platform: "WebMail",
    UserAgent: "Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)",
    Geo: geo("United States", "US", "California", "Mountain View", "37.4192,-122.0574", "66.249.84.10"),
  },
];

/** Apple's Mail Privacy Protection loads every image ahead of any reader: its user agent is bare and its address Apple's. */
const APPLE_PROXY: Reader = {
  Client: unknown,
  OS: unknown,
  Platform: "Unknown",
  UserAgent: "Mozilla/5.0",
  Geo: geo("United States", "US", "California", "Cupertino", "37.3230,-122.0322", "17.58.63.10"),
};

/** It looks like anybody's browser: only that it is there at once and follows every link gives it away. */
const LINK_SCANNER: Reader = {
  Client: { Name: "Chrome 109", Company: "Google Inc.", Family: "Chrome" },
  OS: { Name: "Windows 10", Company: "Microsoft Corporation.", Family: "Windows" },
  Platform: "Desktop",
  UserAgent:
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/109.0.0.0 Safari/537.36",
  Geo: geo("United States", "US", "Virginia", "Boydton", "36.6676,-78.3875", "40.94.28.6"),
};

/** Who reads: the privacy proxy, a scanner, or the same person with the same device each time. */
export function readerOf(who: "person" | "proxy" | "scanner", address: string): Reader {
  if (who === "proxy") return APPLE_PROXY;
  if (who === "scanner") return LINK_SCANNER;
  return PEOPLE[Math.floor(fractionOf(`device:${address}`) * PEOPLE.length)] ?? APPLE_PROXY;
}
