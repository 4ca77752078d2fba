/** A mail like those a campaign sends. */
export function mail(to: string, more: object = {}) {
  return {
    From: "Riverside <news@riverside.example>",
    To: to,
    Subject: "Spring reopening",
    HtmlBody:
      '<p>Hello</p><a href="https://example.org/a?x=1&amp;y=2">Read</a> <a href="https://example.org/b">More</a>',
    TextBody: "Hello",
    MessageStream: "broadcast",
    TrackOpens: true,
    ...more,
  };
}
