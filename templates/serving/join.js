/** Signs in: takes the invite out of the address before anything else can see it, and sends it once. */

const { base } = document.body.dataset;
const part = (name) => document.querySelector(`[data-join="${name}"]`);
let invite = location.hash.slice(1);
if (invite) history.replaceState(null, "", location.pathname);  // nor may it stay where the back button finds it

part("form").addEventListener("submit", (event) => {
  event.preventDefault();
  invite = part("form").elements.link.value.trim().replace(/^.*#/, "");
  part("form").reset();
  if (invite) join(false);
});
part("instead").addEventListener("click", () => join(true));
part("stay").addEventListener("click", () => location.replace(base));
document.querySelector("[data-leave]")?.addEventListener("click", leave);
if (invite) join(false);

async function join(instead) {
  say("One moment ...");
  ask(false);
  let answer;
  try {
    answer = await post("join", { invite, instead });
  } catch {
    return say("The server cannot be reached. Check that you are on the network of the room, and load the page again.");
  }
  if (answer.ok) return location.replace(base);
  const { what, remedy } = (await answer.json()).error;
  say(`${what} ${remedy}`);
  if (answer.status === 409) {
    ask(true);
    part("stay").focus();
  }
}

/** Ask who is to be signed in, with nothing else on the page that could be meant. */
function ask(whether) {
  part("other").hidden = !whether;
  part("form").hidden = whether;
  if (part("go")) part("go").hidden = whether;
}

async function leave() {
  await post("leave", {});
  location.replace(`${base}join`);
}

function post(path, sent) {
  return fetch(base + path, {
    method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(sent),
  });
}

function say(words) {
  part("state").textContent = words;
}
