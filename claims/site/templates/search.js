(() => {
  "use strict";
  const box = document.getElementById("search");
  if (!box) return;
  const claims = JSON.parse(document.getElementById("index").textContent).claims;
  const field = document.getElementById("words"), count = document.getElementById("count");
  const found = document.getElementById("found"), newest = document.getElementById("newest");
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const folded = claims.map((claim) => fold(claim[1] + " " + claim[2]));
  const MOST = 200;
  const made = (name, text, classes) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (classes) element.className = classes;
    return element;
  };
  const entry = ([id, text, speaker, content, attribution, doubt]) => {
    const item = document.createElement("li"), link = made("a", text, "claim");
    link.href = `claims/${id}/index.html`;
    link.dir = "auto";
    item.append(link, made("span", speaker, "meta"));
    const standing = made("span", "", "standing");
    for (const [asked, answer] of [["Did they say it? ", attribution], ["Is it so? ", content]]) {
      const part = made("span", asked);
      part.append(made("span", answer, `status ${answer}`));
      standing.append(part);
    }
    item.append(standing);
    if (doubt) item.append(made("span", doubt, "meta warning"));
    return item;
  };
  const look = () => {
    const words = fold(field.value).split(/\s+/).filter(Boolean);
    newest.hidden = words.length > 0;
    found.replaceChildren();
    if (!words.length) { count.textContent = ""; return; }
    const hits = claims.filter((_claim, place) => words.every((word) => folded[place].includes(word)));
    count.textContent = hits.length === 1 ? "1 claim found" : `${hits.length} claims found` +
      (hits.length > MOST ? `, the first ${MOST} shown` : "");
    found.append(...hits.slice(0, MOST).map(entry));
  };
  const typed = () => {
    try { field.value = decodeURIComponent(location.hash.slice(1)); } catch { field.value = ""; }
    look();
  };
  box.hidden = false;
  field.addEventListener("input", look);
  addEventListener("hashchange", typed);
  typed();
})();
