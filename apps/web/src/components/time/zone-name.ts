/** "CET", "EST": British names are known for Europe, American ones for America. @param zone IANA name */
export function zoneName(at: Date, zone: string): string {
  const named = (locale: string) =>
    new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: "short" })
      .formatToParts(at)
      .find(({ type }) => type === "timeZoneName")?.value ?? zone;
  const british = named("en-GB");
  return /^(GMT|UTC)[+-]/.test(british) ? named("en-US") : british;
}
