// Makes the outbox live: times in the reader's zone, a pill when newer mail came, the timeline, buttons without reload.

function localTimes(root) {
  const today = new Date().toDateString();
  for (const time of root.querySelectorAll("time")) {
    const at = new Date(time.dateTime);
    const clock = {
      hour: "2-digit",
      minute: "2-digit",
      ...(time.dataset.seconds === "yes" ? { second: "2-digit" } : {}),
    };
    const day = at.toDateString() === today ? {} : { day: "numeric", month: "short" };
    time.textContent = at.toLocaleString(undefined, { ...day, ...clock, hourCycle: "h23" });
    time.title = at.toLocaleString(undefined, { dateStyle: "full", timeStyle: "long" });
  }
}

// Whose clock that is: who sent the mail may count in another zone.
function nameZone(line) {
  const minutes = -new Date().getTimezoneOffset();
  const two = (n) => String(n).padStart(2, "0");
  const offset = `${minutes < 0 ? "−" : "+"}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone.replaceAll("_", " ");
  line.textContent = `Times of this browser: ${zone === "UTC" ? "UTC" : `${zone}, UTC${offset}`}`;
}

async function lookForNewer() {
  const pill = document.querySelector(".fresh");
  const list = document.querySelector(".list");
  if (!pill || !list || document.hidden) return;
  const url = new URL(list.dataset.view, location.href);
  url.searchParams.set("since", pill.dataset.since);
  const { newer } = await (await fetch(url)).json();
  // Where nothing stands yet nothing can jump away under the pointer.
  if (newer > 0 && list.querySelector("li") === null) return drawList(list);
  pill.hidden = newer === 0;
  pill.textContent =
    newer >= 40 ? "40 or more new messages" : newer === 1 ? "1 new message" : `${newer} new messages`;
}

async function drawList(list) {
  const page = new DOMParser().parseFromString(await (await fetch(location.href)).text(), "text/html");
  list.innerHTML = page.querySelector(".list").innerHTML;
  localTimes(list);
  for (const line of list.querySelectorAll(".zone")) nameZone(line);
}

async function refreshTimeline() {
  const timeline = document.querySelector(".timeline");
  if (!timeline || document.hidden) return;
  const text = await (await fetch(timeline.dataset.events)).text();
  if (text === timeline.dataset.last) return;
  timeline.dataset.last = text;
  timeline.innerHTML = text;
  localTimes(timeline);
}

function showNewest(bubbles) {
  bubbles.scrollTop = bubbles.scrollHeight;
}

async function refreshBubbles() {
  const bubbles = document.querySelector(".bubbles");
  if (!bubbles || document.hidden) return;
  const text = await (await fetch(bubbles.dataset.bubbles)).text();
  if (text === bubbles.dataset.last) return;
  const isFirst = bubbles.dataset.last === undefined;
  bubbles.dataset.last = text;
  if (isFirst) return;
  const atEnd = bubbles.scrollHeight - bubbles.scrollTop - bubbles.clientHeight < 60;
  bubbles.innerHTML = text;
  localTimes(bubbles);
  if (atEnd) showNewest(bubbles);
}

function fitFrame(frame) {
  const height = frame.contentDocument?.documentElement?.scrollHeight;
  if (height) frame.style.height = `${Math.min(Math.max(height + 2, 200), 4000)}px`;
}

async function actByButton(event) {
  const form = event.target;
  if (!form.closest(".actions")) return;
  event.preventDefault();
  const notice = document.querySelector(".notice");
  const response = await fetch(form.getAttribute("action"), {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams(new FormData(form)),
  });
  const result = await response.json();
  const answer = result.status ? ` It answered ${result.status}.` : "";
  notice.hidden = false;
  notice.classList.toggle("bad", !result.ok);
  notice.textContent = result.ok ? `Done: ${result.did}.${answer}` : (result.why ?? "That did not work.");
  for (const menu of document.querySelectorAll("details[open]")) menu.open = false;
  setTimeout(refreshTimeline, 150);
}

localTimes(document);
for (const line of document.querySelectorAll(".zone")) nameZone(line);
document.addEventListener("submit", actByButton);
document
  .querySelector("select[name=server]")
  ?.addEventListener("change", (event) => event.target.form.submit());
for (const frame of document.querySelectorAll("iframe.mail")) {
  frame.addEventListener("load", () => fitFrame(frame));
  fitFrame(frame);
}
document.querySelector(".list [aria-current]")?.scrollIntoView({ block: "nearest" });
setInterval(() => lookForNewer().catch(() => {}), 3000);
for (const bubbles of document.querySelectorAll(".bubbles")) showNewest(bubbles);
setInterval(() => refreshBubbles().catch(() => {}), 1000);
setInterval(() => refreshTimeline().catch(() => {}), 1500);
