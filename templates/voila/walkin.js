/** The door: a team's code, a name, and waiting until the facilitator says yes. */

const { base } = document.body.dataset;
const AGAIN = 1_500;  // milliseconds between two looks whether they may come in
const HELD = "cadence:ticket";  // a reload goes on waiting
const at = (id) => document.getElementById(id);
let code = "";

at("code-form").addEventListener("submit", (event) => { event.preventDefault(); names(at("code").value); });
at("name-form").addEventListener("submit", (event) => { event.preventDefault(); ask(); });
at("name-form").addEventListener("change", () => { at("new").hidden = !at("other").checked; at("name").required = at("other").checked; });

const held = sessionStorage.getItem(HELD);
if (held) wait(held, "");
else if (location.hash.length > 1) names(decodeURIComponent(location.hash.slice(1)));

async function post(where, body) {
  const answer = await fetch(base + where, {
    method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
  });
  const said = await answer.json();
  if (!answer.ok) throw said.error;
  return said;
}

async function names(typed) {
  try {
    const { team, people } = await post("api/walk-in/team", { code: typed });
    code = typed;
    at("team-name").textContent = team;
    at("people").replaceChildren(...people.map(pick));
    only("name-form");
    at("name-form").querySelector("input").focus();
  } catch (error) { refuse(error); }
}

function pick({ id, name }) {
  const label = Object.assign(document.createElement("label"), { className: "pick" });
  const radio = Object.assign(document.createElement("input"), { type: "radio", name: "person", value: id, required: true });
  label.append(radio, " ", Object.assign(document.createElement("span"), { textContent: name }));
  return label;
}

async function ask() {
  const { person = "", name = "" } = Object.fromEntries(new FormData(at("name-form")));
  try {
    const said = await post("api/walk-in/ask", person ? { code, person } : { code, name });
    sessionStorage.setItem(HELD, said.ticket);
    wait(said.ticket, said.name);
  } catch (error) { refuse(error); }
}

async function wait(ticket, name) {
  only("waiting");
  at("waiting-words").textContent = `${name ? `${name}: ` : ""}your facilitator is asked to let you in. Wave, so that they see you.`;
  at("waiting-title").focus();
  for (;;) {
    try {
      const { state, invite } = await post("api/walk-in/wait", { ticket });
      if (state !== "waiting") { sessionStorage.removeItem(HELD); }
      if (state === "in") { await post("join", { invite }); return location.assign(base); }
      if (state !== "waiting") {
        only("code-form");
        return refuse(state === "out" ? { what: "Your facilitator did not let you in.", remedy: "Speak to them." } : { what: "Nobody waits under this name any more.", remedy: "Ask once more." });
      }
    } catch (error) {
      if (error.what) { only("code-form"); return refuse(error); }
      at("waiting-words").textContent = "No connection to the server. It goes on by itself when it is back.";
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN));
  }
}

function only(id) {
  refuse({});
  for (const each of ["code-form", "name-form", "waiting"]) at(each).hidden = each !== id;
}

function refuse({ what = "", remedy = "", message = "" }) {
  at("refused").textContent = what ? `${what} ${remedy}` : message && "No connection to the server. Try once more.";
}
